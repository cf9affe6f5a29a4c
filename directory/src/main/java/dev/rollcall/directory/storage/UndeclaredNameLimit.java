package dev.rollcall.directory.storage;

/**
 * How many undeclared names are remembered of one connection.
 *
 * @param names how many at most
 * @param bytes how many bytes of UTF-8 they have in all at most
 */
public record UndeclaredNameLimit(int names, long bytes) {}
