package dev.rollcall.directory.resource;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.EndpointState;

/** The connection's endpoint was paused or closed while a request was served; nothing of it was changed. */
public final class EndpointNotOpenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Connection connection;

    EndpointNotOpenException(Connection connection) {
        super("The SCIM endpoint is " + connection.endpoint().keyword() + " by now.", null, false, false);
        this.connection = connection;
    }

    /** What the endpoint is instead of open. */
    public EndpointState state() {
        return connection.endpoint();
    }

    /** Whose endpoint it is. */
    public ConnectionId connection() {
        return connection.id();
    }
}
