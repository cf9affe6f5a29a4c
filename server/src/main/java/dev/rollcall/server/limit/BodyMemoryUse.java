package dev.rollcall.server.limit;

/**
 * How the memory for bodies is used at a moment.
 *
 * @param bytes what there is
 * @param taken how much of it is granted
 * @param waiting requests that wait
 * @param refused requests that were refused for want of room, since the start
 */
public record BodyMemoryUse(long bytes, long taken, int waiting, long refused) {}
