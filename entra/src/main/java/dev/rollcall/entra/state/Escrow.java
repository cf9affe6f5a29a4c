package dev.rollcall.entra.state;

import java.time.Instant;

/**
 * A failed operation that is kept for a later cycle.
 *
 * @param retries how often it was tried again after the first failure
 * @param firstFailure when it failed first
 * @param nextRetry before this moment it is not tried again unless its object changes
 * @param code Entra's code of the last failure
 * @param message what the last failure said
 */
public record Escrow(int retries, Instant firstFailure, Instant nextRetry, String code, String message) {
    /** Whether a cycle that runs now tries it again. */
    public boolean isDue(Instant now) {
        return !nextRetry.isAfter(now);
    }
}
