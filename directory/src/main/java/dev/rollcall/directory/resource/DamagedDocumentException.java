package dev.rollcall.directory.resource;

import dev.rollcall.directory.storage.StoredResource;

/**
 * A stored document cannot be read, because something outside of the service has damaged it. The message says which, and what puts it
 * right.
 */
public final class DamagedDocumentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedDocumentException(StoredResource row) {
        super(message(row));
    }

    public DamagedDocumentException(StoredResource row, Throwable cause) {
        super(message(row), cause);
    }

    private static String message(StoredResource row) {
        return "The stored " + row.type() + " " + row.id() + " of the connection " + row.connection()
                + " cannot be read: something outside of the service has damaged it. Have the identity provider send it"
                + " whole by PUT, or delete it; both work. Then look for what else the database has lost.";
    }
}
