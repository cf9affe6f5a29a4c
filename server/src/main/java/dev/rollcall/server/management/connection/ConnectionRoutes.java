package dev.rollcall.server.management.connection;

import dev.rollcall.directory.access.Connections;
import dev.rollcall.directory.access.ScimConfigurations;
import dev.rollcall.directory.access.Tokens;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.declaration.Declarations;
import dev.rollcall.directory.person.ReKeyPreview;
import dev.rollcall.directory.resource.ProcessorTurns;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.type.Declaration.Kind;
import dev.rollcall.server.management.ManagementRoute;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The table of the routes for connections, their SCIM configuration, mapping, schemas and tokens. */
public final class ConnectionRoutes {
    private static final String ALL = "/connections";
    private static final String ONE = ALL + "/{id}";
    private static final String SCIM = ONE + "/scim-configuration";

    private ConnectionRoutes() {}

    /**
     * All of them.
     *
     * @param turns in which what is much work is computed
     */
    public static List<ManagementRoute> of(
            Storage storage, Connections connections, ScimConfigurations configurations, Declarations declarations,
            Tokens tokens, ProcessorTurns turns, Clock clock) {
        MappingTurns mapping = new MappingTurns(turns);
        ConnectionLookup lookup = new ConnectionLookup(connections);
        ConnectionEndpoint connection = new ConnectionEndpoint(connections, lookup, clock);
        ScimConfigurationEndpoint scim = new ScimConfigurationEndpoint(
                configurations, new ReKeyPreview(storage, configurations.settings()), lookup, mapping);
        PreviewEndpoint preview = new PreviewEndpoint(storage, configurations, lookup, mapping);
        ScimTokenEndpoint token = new ScimTokenEndpoint(tokens, configurations, lookup);
        List<ManagementRoute> routes = new ArrayList<>(List.of(
                new ManagementRoute("GET", ALL, ManagementScope.READ_CONNECTIONS, connection::list),
                new ManagementRoute("POST", ALL, ManagementScope.CREATE_CONNECTIONS, connection::create),
                new ManagementRoute("GET", ONE, ManagementScope.READ_CONNECTIONS, connection::read),
                new ManagementRoute("PATCH", ONE, ManagementScope.UPDATE_CONNECTIONS, connection::change),
                new ManagementRoute("DELETE", ONE, ManagementScope.DELETE_CONNECTIONS, connection::delete),
                new ManagementRoute("GET", ONE + "/status", ManagementScope.READ_CONNECTIONS, connection::status),
                new ManagementRoute(
                        "GET", "/connections-scim-configurations", ManagementScope.READ_SCIM_CONFIG, scim::list),
                new ManagementRoute("GET", SCIM, ManagementScope.READ_SCIM_CONFIG, scim::read),
                new ManagementRoute("POST", SCIM, ManagementScope.CREATE_SCIM_CONFIG, scim::create),
                new ManagementRoute("PATCH", SCIM, ManagementScope.UPDATE_SCIM_CONFIG, scim::change),
                new ManagementRoute("DELETE", SCIM, ManagementScope.DELETE_SCIM_CONFIG, scim::delete),
                new ManagementRoute(
                        "GET", SCIM + "/default-mapping", ManagementScope.READ_SCIM_CONFIG, scim::defaultMapping),
                new ManagementRoute("GET", SCIM + "/mapping-versions", ManagementScope.READ_SCIM_CONFIG,
                        scim::versions),
                ManagementRoute.readingByPost(SCIM + "/preview", ManagementScope.READ_SCIM_CONFIG, preview::preview),
                new ManagementRoute("POST", SCIM + "/rollback", ManagementScope.UPDATE_SCIM_CONFIG, scim::rollBack),
                new ManagementRoute("GET", SCIM + "/tokens", ManagementScope.READ_SCIM_TOKEN, token::list),
                new ManagementRoute("POST", SCIM + "/tokens", ManagementScope.CREATE_SCIM_TOKEN, token::create),
                new ManagementRoute(
                        "DELETE", SCIM + "/tokens/{tokenId}", ManagementScope.DELETE_SCIM_TOKEN, token::delete)));
        routes.addAll(declared(SCIM + "/schemas", new DeclarationEndpoint(declarations, lookup, Kind.SCHEMA)));
        routes.addAll(declared(SCIM + "/resource-types",
                new DeclarationEndpoint(declarations, lookup, Kind.RESOURCE_TYPE)));
        return routes;
    }

    private static List<ManagementRoute> declared(String all, DeclarationEndpoint endpoint) {
        String one = all + "/{" + DeclarationEndpoint.NAME + "}";
        return List.of(
                new ManagementRoute("GET", all, ManagementScope.READ_SCIM_CONFIG, endpoint::list),
                new ManagementRoute("POST", all, ManagementScope.UPDATE_SCIM_CONFIG, endpoint::create),
                new ManagementRoute("GET", one, ManagementScope.READ_SCIM_CONFIG, endpoint::read),
                new ManagementRoute("PUT", one, ManagementScope.UPDATE_SCIM_CONFIG, endpoint::put),
                new ManagementRoute("DELETE", one, ManagementScope.UPDATE_SCIM_CONFIG, endpoint::delete));
    }
}
