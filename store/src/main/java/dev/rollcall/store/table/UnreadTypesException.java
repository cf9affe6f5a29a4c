package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;

/** A write has come upon declarations that nobody has read yet, which is not for a writer to do; see {@link TypedWrites}. */
final class UnreadTypesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ConnectionId connection;
    private final String version;

    UnreadTypesException(ConnectionId connection, String version) {
        super("The declarations " + version + " of the connection " + connection + " are to be read first.", null,
                false,
                false);
        this.connection = connection;
        this.version = version;
    }

    ConnectionId connection() {
        return connection;
    }

    String version() {
        return version;
    }
}
