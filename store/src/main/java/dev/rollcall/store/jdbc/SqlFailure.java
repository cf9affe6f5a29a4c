package dev.rollcall.store.jdbc;

import dev.rollcall.directory.storage.StorageException;

/** A statement that the database refused. */
public final class SqlFailure extends StorageException {
    private static final long serialVersionUID = 1L;

    /** With whom a statement was in conflict. */
    public enum Conflict {
        /** A unique key is taken. */
        UNIQUE_KEY,
        /** The transaction lost against another one; run again, it may succeed. */
        LOST,
        /** With nobody. */
        NONE
    }

    private final Conflict conflict;

    /** A failure with a sentence for the operator. */
    public SqlFailure(Kind kind, Conflict conflict, String message, Throwable cause) {
        super(kind, message, cause);
        this.conflict = conflict;
    }

    /** With whom it was in conflict. */
    public Conflict conflict() {
        return conflict;
    }

    /** Whether the same work may succeed when it is run again. */
    public boolean isLost() {
        return conflict == Conflict.LOST;
    }
}
