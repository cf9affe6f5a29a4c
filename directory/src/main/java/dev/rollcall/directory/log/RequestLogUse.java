package dev.rollcall.directory.log;

/**
 * How the log's buffer is used at a moment.
 *
 * @param rows that wait to be written
 * @param bytes that they take in memory
 * @param dropped rows or bodies that were left out since the start
 */
public record RequestLogUse(int rows, long bytes, long dropped) {}
