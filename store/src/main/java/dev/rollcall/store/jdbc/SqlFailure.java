package dev.rollcall.store.jdbc;

import dev.rollcall.directory.storage.StorageException;

/** A statement that the database refused. */
public final class SqlFailure extends StorageException {
    private static final long serialVersionUID = 1L;

    /** What can be done about a failure. */
    public enum Kind {
        /** A unique key is taken. */
        UNIQUE,
        /** The transaction lost against another one; run again, it may succeed. */
        RETRYABLE,
        /** Somebody has to look. */
        OTHER
    }

    private final Kind kind;

    /** A failure with a sentence for the operator. */
    public SqlFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What can be done about it. */
    public Kind kind() {
        return kind;
    }
}
