package dev.rollcall.entra.state;

/** How a cycle ended. */
public enum CycleOutcome {
    /** All objects were tried; single ones may have failed. */
    COMPLETED,
    /** The job is in quarantine now. */
    QUARANTINED,
    /** The job was in quarantine for too long and is switched off now. */
    DISABLED
}
