package dev.rollcall.entra.job;

/** Where a job is in its life. */
public enum JobPhase {
    /** No initial cycle has ended yet. */
    NOT_STARTED,
    /** Incremental cycles run at the interval. */
    ACTIVE,
    /** A cycle runs now. */
    RUNNING,
    /** A cycle began and was stopped before its end; the next run goes on. */
    STOPPED,
    /** Something is so wrong that cycles run at most once a day. */
    QUARANTINED,
    /** It was in quarantine for too long; only a restart helps. */
    DISABLED
}
