package dev.rollcall.server.helidon;

import java.time.Duration;

/**
 * What watches over the connections of one listener.
 *
 * @param timeout how long a client may take for a request's headers, a body, or an answer
 */
record ConnectionGuards(
        StallWatcher watcher, OpenConnections open, AcceptedSockets sockets, Duration timeout) {}
