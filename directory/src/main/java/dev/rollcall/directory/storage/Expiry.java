package dev.rollcall.directory.storage;

import java.time.Instant;

/**
 * Before which time rows are past their time.
 *
 * @param log log rows
 * @param changes the change record; never past a live reader
 */
public record Expiry(Instant log, Instant changes) {}
