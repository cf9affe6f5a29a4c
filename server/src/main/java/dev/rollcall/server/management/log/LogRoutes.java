package dev.rollcall.server.management.log;

import dev.rollcall.directory.access.Connections;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.server.management.ManagementRoute;
import dev.rollcall.server.management.connection.ConnectionLookup;
import java.util.List;

/** The table of the routes for the logs. */
public final class LogRoutes {
    private static final String OF_CONNECTION = "/connections/{id}/provisioning-log";

    private LogRoutes() {}

    /** All of them. */
    public static List<ManagementRoute> of(Storage storage, Connections connections) {
        LogEndpoint all = new LogEndpoint(storage);
        ProvisioningLogEndpoint one = new ProvisioningLogEndpoint(storage, new ConnectionLookup(connections));
        return List.of(
                new ManagementRoute("GET", "/logs", ManagementScope.READ_LOGS, all::list),
                new ManagementRoute("GET", "/logs/{id}", ManagementScope.READ_LOGS, all::read),
                new ManagementRoute("GET", OF_CONNECTION, ManagementScope.READ_LOGS, one::list),
                new ManagementRoute("GET", OF_CONNECTION + "/{entry}", ManagementScope.READ_LOGS, one::read),
                ManagementRoute.readingByPost(
                        OF_CONNECTION + "/{entry}/explain", ManagementScope.READ_LOGS, one::explain));
    }
}
