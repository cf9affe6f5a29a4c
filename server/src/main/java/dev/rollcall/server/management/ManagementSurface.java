package dev.rollcall.server.management;

import dev.rollcall.directory.client.ManagementAuthenticator;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.log.RowsPerMinute;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.scim.json.JsonLimits;
import dev.rollcall.server.http.Surface;
import dev.rollcall.server.incident.IncidentLog;
import dev.rollcall.server.limit.Budgets;
import dev.rollcall.server.option.RequestSettings;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.server.origin.OriginReader;
import java.time.Clock;
import java.util.List;

/** Puts the parts of the management API together. */
public final class ManagementSurface {
    /** What all its paths begin with. */
    public static final String PREFIX = "/api/v2";

    private ManagementSurface() {}

    /**
     * Everything below {@code /api/v2}.
     *
     * @param routes all of them
     * @throws IllegalArgumentException when two routes take the same requests
     */
    public static Surface create(
            ServerOptions options,
            List<ManagementRoute> routes,
            ManagementAuthenticator authenticator,
            Storage storage,
            Clock clock,
            IdSource ids,
            Budgets budgets,
            IncidentLog incidents) {
        ManagementEndpoint endpoint = new ManagementEndpoint(
                new ManagementGate(authenticator, budgets.refusedTokens()),
                new ManagementRate(budgets.managementRate(), clock),
                new OriginReader(options.publicUrl(), options.get(ServerSettings.TRUSTED_PROXIES)),
                new RouteTable(routes),
                new OpenApiDocument(),
                budgets.bodies(),
                options.bodyLimits(),
                JsonLimits.defaults().withMaxDepth(options.get(RequestSettings.JSON_DEPTH)),
                budgets.answers(),
                new ManagementFailures(incidents),
                storage,
                new RowsPerMinute<>(options.get(RequestSettings.LOG_REFUSALS)),
                clock,
                ids);
        return new Surface(PREFIX, endpoint, ManagementErrors::of);
    }
}
