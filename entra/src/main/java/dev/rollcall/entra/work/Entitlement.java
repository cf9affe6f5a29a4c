package dev.rollcall.entra.work;

/** Whether a source object should have an object in the target, and why not; source: entra.md §3.15. */
public enum Entitlement {
    /** It should. */
    ENTITLED("is entitled"),
    /** It is not assigned to the application, or no longer. */
    NOT_ASSIGNED("is not assigned to the application"),
    /** It does not match the scoping filters of its type, or no longer. */
    OUT_OF_SCOPE("does not match the scoping filters"),
    /** Its account is disabled. */
    DISABLED("is disabled in the source (accountEnabled is false)"),
    /** It is in the recycle bin. */
    SOFT_DELETED("is soft-deleted in the source"),
    /** It is in the source no more. */
    GONE("was deleted from the source");

    private final String words;

    Entitlement(String words) {
        this.words = words;
    }

    /** As the end of a sentence that begins with the object. */
    public String words() {
        return words;
    }

    /** Whether the object is in the source and beyond what the job provisions. */
    public boolean leavesScope() {
        return this == NOT_ASSIGNED || this == OUT_OF_SCOPE;
    }
}
