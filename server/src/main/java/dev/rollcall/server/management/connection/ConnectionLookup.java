package dev.rollcall.server.management.connection;

import dev.rollcall.directory.access.Connections;
import dev.rollcall.directory.access.Connections.Described;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementRequest;

/** The connection that a route names by its parameter {@code id}. */
public final class ConnectionLookup {
    private final Connections connections;

    public ConnectionLookup(Connections connections) {
        this.connections = connections;
    }

    /** @throws ManagementFailure 404 when there is none */
    public Described of(ManagementRequest request) {
        return ConnectionId.parse(request.parameter("id"))
                .flatMap(id -> connections.countedFor(request.share()).describe(id))
                .orElseThrow(ConnectionLookup::missing);
    }

    static ManagementFailure missing() {
        return ManagementFailure.missing(
                "inexistent_connection", "The connection does not exist. GET /api/v2/connections lists all of them.");
    }
}
