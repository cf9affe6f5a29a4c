package dev.rollcall.directory.storage;

import java.time.Instant;

/**
 * An administrator's block that ends.
 *
 * @param until when
 */
public record EndingBlock(PersonKey person, Instant until) {}
