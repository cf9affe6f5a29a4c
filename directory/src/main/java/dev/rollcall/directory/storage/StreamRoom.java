package dev.rollcall.directory.storage;

/**
 * How much a stream has taken of what it may.
 *
 * @param open deliveries on their way
 * @param failed dead letters
 * @param deltas members that groups are to gain or lose
 */
public record StreamRoom(int open, int failed, int deltas) {}
