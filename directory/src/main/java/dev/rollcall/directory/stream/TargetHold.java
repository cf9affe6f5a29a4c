package dev.rollcall.directory.stream;

import java.time.Instant;

/**
 * A target has asked to be left alone for a while.
 *
 * @param until to the millisecond
 * @param cause what it said
 */
public record TargetHold(Instant until, String cause) {}
