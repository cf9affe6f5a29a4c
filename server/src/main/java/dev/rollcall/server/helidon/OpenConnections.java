package dev.rollcall.server.helidon;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections that are being served. Once closed, each of them ends with the request that it is serving, and so does one
 * that was accepted but not yet known when they were closed: none keeps a stop waiting for the grace time.
 */
final class OpenConnections {
    private final Set<GuardedConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    void add(GuardedConnection connection) {
        connections.add(connection);
        if (closed) {
            connection.close(false);
        }
    }

    void remove(GuardedConnection connection) {
        connections.remove(connection);
    }

    /** Whether none is to serve a further request; true before the first of them is closed. */
    boolean areClosed() {
        return closed;
    }

    void close() {
        closed = true;
        connections.forEach(connection -> connection.close(false));
    }
}
