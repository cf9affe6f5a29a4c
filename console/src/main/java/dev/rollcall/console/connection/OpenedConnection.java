package dev.rollcall.console.connection;

import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.directory.access.Connections;
import dev.rollcall.directory.access.Connections.Described;
import dev.rollcall.directory.access.Provisioning;
import dev.rollcall.directory.access.ScimConfigurations;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.server.management.ManagementFailure;
import java.util.Optional;

/** The connection that a path names, by its name or its id. */
public final class OpenedConnection {
    private OpenedConnection() {}

    /** @throws ManagementFailure 404 when there is none */
    public static Connection of(ConsoleServices services, ConsoleRequest request) {
        String named = request.parameter("connection");
        return connections(services, request)
                .find(named)
                .orElseThrow(() -> ManagementFailure.missing("inexistent_connection", "There is no connection "
                        + Excerpt.of(named) + ". The overview lists all of them."));
    }

    /** The same with what the management API keeps of it. @throws ManagementFailure 404 when there is none */
    public static Described described(ConsoleServices services, ConsoleRequest request) {
        Connection connection = of(services, request);
        return connections(services, request)
                .describe(connection.id())
                .orElseThrow(() -> ManagementFailure.missing("inexistent_connection",
                        "The connection was deleted just now. The overview lists those that are left."));
    }

    /** How it is provisioned; empty while SCIM is off for it. */
    public static Optional<Provisioning> provisioning(
            ConsoleServices services, ConsoleRequest request, Connection connection) {
        return configurations(services, request).find(connection.id());
    }

    /** Passes while SCIM is on. @throws ManagementFailure 404 that says how to switch it on */
    public static Provisioning required(ConsoleServices services, ConsoleRequest request, Connection connection) {
        return provisioning(services, request, connection)
                .orElseThrow(() -> ManagementFailure.missing("scim_configuration_not_found",
                        "SCIM is off for this connection. Switch it on under Provisioning first."));
    }

    /** The connections, counted for whoever asks. */
    public static Connections connections(ConsoleServices services, ConsoleRequest request) {
        return services.management().connections().countedFor(request.share());
    }

    /** The configurations, counted for whoever asks. */
    public static ScimConfigurations configurations(ConsoleServices services, ConsoleRequest request) {
        return services.management().configurations().countedFor(request.share());
    }
}
