package dev.rollcall.server.limit;

/** There is no room for a request's body in the memory that bodies share. */
public final class BodyMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why there is none. */
    public enum Reason {
        /** Its turn did not come in time. */
        LATE,
        /** As many requests of its connection wait already as may. */
        QUEUE_FULL,
        /** All that hold memory waited for more, and this one holds least claim to it. */
        SHED,
        /** What becomes of it takes more than all bodies may take together. */
        NEVER
    }

    private final Reason reason;

    BodyMemoryException(Reason reason) {
        super("No room for a body: " + reason, null, false, false);
        this.reason = reason;
    }

    /** Why there is none. */
    public Reason reason() {
        return reason;
    }
}
