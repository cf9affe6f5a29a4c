package dev.rollcall.directory.storage;

import java.time.Instant;

/**
 * Before which time rows are past their time.
 *
 * @param log log rows
 * @param changes the change record; never past a live reader
 * @param audit rows of the audit log
 */
public record Expiry(Instant log, Instant changes, Instant audit) {

    /** One that keeps the audit log. */
    public Expiry(Instant log, Instant changes) {
        this(log, changes, Instant.EPOCH);
    }
}
