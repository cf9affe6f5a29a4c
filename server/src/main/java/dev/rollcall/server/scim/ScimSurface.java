package dev.rollcall.server.scim;

import dev.rollcall.directory.access.Authenticator;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.log.RequestLog;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.resource.Resources;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.SecretSeal;
import dev.rollcall.scim.bulk.BulkLimits;
import dev.rollcall.scim.json.JsonLimits;
import dev.rollcall.scim.message.ServiceProviderConfigs;
import dev.rollcall.server.http.Surface;
import dev.rollcall.server.incident.IncidentLog;
import dev.rollcall.server.limit.Budgets;
import dev.rollcall.server.metrics.RequestObserver;
import dev.rollcall.server.option.RequestSettings;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.server.origin.OriginReader;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Puts the parts of the SCIM surface together. */
public final class ScimSurface {
    private ScimSurface() {}

    /** Everything below {@code /scim/v2/connections/}, and the 404 for all paths that no other surface takes. */
    public static Surface create(
            ServerOptions options,
            Resources resources,
            ResourceLimits limits,
            Authenticator authenticator,
            RequestLog log,
            Storage storage,
            Clock clock,
            IdSource ids,
            SecretSeal seal,
            Budgets budgets,
            IncidentLog incidents,
            RequestObserver observer) {
        Admission admission = new Admission(authenticator, storage, budgets.rate(), budgets.refusedTokens());
        BodyPolicy bodies = new BodyPolicy(
                options.bodyLimits(),
                JsonLimits.defaults().withMaxDepth(options.get(RequestSettings.JSON_DEPTH)),
                budgets.bodies(),
                budgets.turns());
        LogRows rows = new LogRows(log, options);
        FailureAnswers failures = new FailureAnswers(incidents);
        Duration cursorLifetime = options.get(RequestSettings.CURSOR_LIFETIME);
        int bulkOperations = options.get(RequestSettings.BULK_OPERATIONS);
        RouteDispatch dispatch = new RouteDispatch(
                new ResourceEndpoint(resources),
                new SearchEndpoint(resources, new Cursors(seal, clock, cursorLifetime)),
                new DiscoveryEndpoint(new ServiceProviderConfigs.Limits(
                        limits.pageSize(), limits.maxPageSize(), cursorLifetime, bulkOperations,
                        options.bodyLimits().bulk(), Optional.empty())),
                new BulkEndpoint(
                        new BulkLimits(bulkOperations, options.get(RequestSettings.REQUEST_LINE),
                                options.get(RequestSettings.HEADERS)),
                        budgets.bulks(),
                        new OperationServer(admission, bodies, rows, failures, clock, ids,
                                options.get(RequestSettings.BULK_TURN))));
        ScimEndpoint endpoint = new ScimEndpoint(
                admission,
                new OriginReader(options.publicUrl(), options.get(ServerSettings.TRUSTED_PROXIES)),
                dispatch,
                bodies,
                budgets.answers(),
                rows,
                failures,
                observer,
                clock,
                ids);
        return new Surface("", endpoint, ErrorResponses::of);
    }
}
