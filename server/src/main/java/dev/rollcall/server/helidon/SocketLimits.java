package dev.rollcall.server.helidon;

import java.time.Duration;

/**
 * How many sockets there may be.
 *
 * @param total open at a time; one more is accepted to see that there is somebody to make room for
 * @param perAddress open at a time from one client address
 * @param firstByte how long after its acceptance a socket may wait until its first request begins
 */
record SocketLimits(int total, int perAddress, Duration firstByte) {}
