package dev.rollcall.server.helidon;

import java.time.Duration;

/**
 * What watches over the connections of one listener.
 *
 * @param largestBody the largest body that any endpoint takes, in bytes; a chunk that makes it longer is not awaited
 * @param timeout how long a client may take for a request's headers, a body, or an answer
 */
record ConnectionGuards(
        StallWatcher watcher, OpenConnections open, AcceptedSockets sockets, HeadLimits heads, long largestBody,
        Duration timeout) {}
