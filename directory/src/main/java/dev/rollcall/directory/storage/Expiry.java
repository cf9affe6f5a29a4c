package dev.rollcall.directory.storage;

import java.time.Instant;

/**
 * Before which time rows are past their time.
 *
 * @param log log rows
 * @param changes the change record; never past a live reader
 * @param audit rows of the audit log
 * @param deliveries deliveries to event streams that are over
 * @param deadLetters those that failed, and the ids that those who are gone had at targets
 * @param mostDeliveries how many that are over are kept of a stream, and how many of those ids, however young they are
 */
public record Expiry(
        Instant log, Instant changes, Instant audit, Instant deliveries, Instant deadLetters, int mostDeliveries) {
    /** How many that is unless something else is set. */
    public static final int MOST_DELIVERIES = 200_000;

    /** One that keeps the audit log and what came of deliveries. */
    public Expiry(Instant log, Instant changes) {
        this(log, changes, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);
    }

    /** One that keeps as many deliveries as usual. */
    public Expiry(Instant log, Instant changes, Instant audit, Instant deliveries, Instant deadLetters) {
        this(log, changes, audit, deliveries, deadLetters, MOST_DELIVERIES);
    }
}
