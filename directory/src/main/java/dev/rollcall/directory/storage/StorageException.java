package dev.rollcall.directory.storage;

/**
 * The database failed or cannot be used. The message is for the operator and says what to do; {@link #kind()} is for
 * whoever answers a client.
 */
public class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What a failure means for whoever asked. */
    public enum Kind {
        /** There is no room on the disk of the database; nothing was changed. */
        DISK_FULL,
        /** Another process or node held what was needed for too long; nothing was changed. Trying again may help. */
        BUSY,
        /** Too much waits already, or it waited too long for its turn; it was not run at all. Try again in a while. */
        OVERLOADED,
        /** It may be in force or not; only reading tells. */
        OUTCOME_UNKNOWN,
        /** Anything else; nothing was changed. */
        OTHER
    }

    private final Kind kind;

    /** Of the kind {@link Kind#OTHER}. */
    public StorageException(String message) {
        super(message);
        this.kind = Kind.OTHER;
    }

    /** Of the kind {@link Kind#OTHER}. */
    public StorageException(String message, Throwable cause) {
        this(Kind.OTHER, message, cause);
    }

    /** Without a cause. */
    public StorageException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** With its cause. */
    public StorageException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What it means for whoever asked. */
    public final Kind kind() {
        return kind;
    }
}
