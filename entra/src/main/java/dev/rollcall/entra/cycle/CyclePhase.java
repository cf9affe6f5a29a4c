package dev.rollcall.entra.cycle;

/** The parts of a cycle, in their order; source: entra.md §5.2. */
public enum CyclePhase {
    /** The source is read and the endpoint is probed. */
    START,
    USERS,
    GROUPS,
    MANAGERS,
    MEMBERS
}
