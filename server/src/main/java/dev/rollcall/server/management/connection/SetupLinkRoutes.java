package dev.rollcall.server.management.connection;

import dev.rollcall.directory.access.Connections;
import dev.rollcall.directory.access.ScimConfigurations;
import dev.rollcall.directory.access.SetupLinks;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.server.management.ManagementRoute;
import java.util.List;
import java.util.function.UnaryOperator;

/** The table of the routes for set-up links: whoever has one can make SCIM tokens, and so the scopes are those of tokens. */
public final class SetupLinkRoutes {
    private static final String LINKS = "/connections/{id}/scim-configuration/setup-links";

    private SetupLinkRoutes() {}

    /** All of them. @param path what stands behind the service's address in a link, by its secret */
    public static List<ManagementRoute> of(SetupLinks links, UnaryOperator<String> path,
            ScimConfigurations configurations, Connections connections) {
        SetupLinkEndpoint link = new SetupLinkEndpoint(links, path, configurations, new ConnectionLookup(connections));
        return List.of(
                new ManagementRoute("GET", LINKS, ManagementScope.READ_SCIM_TOKEN, link::list),
                new ManagementRoute("POST", LINKS, ManagementScope.CREATE_SCIM_TOKEN, link::create),
                new ManagementRoute("DELETE", LINKS + "/{linkId}", ManagementScope.DELETE_SCIM_TOKEN, link::revoke));
    }
}
