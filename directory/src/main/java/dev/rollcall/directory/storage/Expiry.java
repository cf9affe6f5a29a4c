package dev.rollcall.directory.storage;

import java.time.Instant;

/**
 * Before which time rows are past their time.
 *
 * @param log log rows
 * @param changes the change record; never past a live reader
 * @param audit rows of the audit log
 * @param deliveries deliveries to event streams that are over
 * @param deadLetters those that failed
 */
public record Expiry(Instant log, Instant changes, Instant audit, Instant deliveries, Instant deadLetters) {

    /** One that keeps the audit log and what came of deliveries. */
    public Expiry(Instant log, Instant changes) {
        this(log, changes, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);
    }
}
