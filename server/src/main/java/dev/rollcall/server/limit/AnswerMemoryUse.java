package dev.rollcall.server.limit;

/**
 * How the memory for answers is used at a moment.
 *
 * @param bytes what there is
 * @param taken how much of it is kept
 * @param refused answers that were refused, since the start
 * @param cut answers that were cut off, since the start
 */
public record AnswerMemoryUse(long bytes, long taken, long refused, long cut) {}
