package dev.rollcall.server.helidon;

/**
 * How the sockets of a listener are used at a moment.
 *
 * @param open how many are open
 * @param limit how many there may be
 * @param refused sockets that were closed at once because their client address has its share, since the start
 * @param closed sockets that were closed because they said nothing in time, or to make room, since the start
 */
public record SocketUse(int open, int limit, long refused, long closed) {}
