package dev.rollcall.entra.state;

import java.time.Instant;

/**
 * A job's quarantine.
 *
 * @param message what happened and what to do about it
 * @param since when the job entered it; the back-off counts from here
 * @param nextAttempt before this moment no cycle is run
 * @param attempts how many cycles were tried in quarantine and did not end it
 */
public record Quarantine(QuarantineReason reason, String message, Instant since, Instant nextAttempt, int attempts) {}
