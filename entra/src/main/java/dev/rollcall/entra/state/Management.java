package dev.rollcall.entra.state;

/** How far a source object is managed in the target; source: entra.md §3.15. */
public enum Management {
    /** Nothing in the target belongs to it: it was skipped, or its creation fails. */
    UNLINKED,
    /** It has an object in the target, which is kept like it. */
    PROVISIONED,
    /** Its object was disabled because it is disabled or soft-deleted itself; a hard deletion still follows. */
    DISABLED,
    /** It left the scope; its object is left alone from then on, a later hard deletion included. */
    UNMANAGED
}
