package dev.rollcall.server.management;

import dev.rollcall.directory.client.ManagementCaller;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.log.RowsPerMinute;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.scim.json.JsonLimits;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpEndpoint;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.ResponseBody;
import dev.rollcall.server.http.StreamListener;
import dev.rollcall.server.limit.Allowance;
import dev.rollcall.server.limit.AnswerMemory;
import dev.rollcall.server.limit.BodyLimits;
import dev.rollcall.server.limit.BodyMemory;
import dev.rollcall.server.management.RouteTable.Match;
import dev.rollcall.server.origin.Origin;
import dev.rollcall.server.origin.OriginReader;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything below {@code /api/v2}.
 *
 * <p>Guarantees: who is not known learns nothing, not even which paths there are; a body is read only of a caller with the
 * scope; a change is in the audit log, durably, before it is answered, and so is a refused one, as many a minute as the client may
 * leave; every answer of a failure has Auth0's shape.
 */
final class ManagementEndpoint implements HttpEndpoint {
    private static final Logger LOGGER = LoggerFactory.getLogger(ManagementEndpoint.class);

    private final ManagementGate gate;
    private final ManagementRate rate;
    private final OriginReader origins;
    private final String tenantName;
    private final RouteTable routes;
    private final OpenApiDocument document;
    private final BodyMemory bodies;
    private final BodyLimits limits;
    private final JsonLimits json;
    private final AnswerMemory answers;
    private final ManagementFailures failures;
    private final Storage storage;
    private final RowsPerMinute<String> refusedRows;
    private final Clock clock;
    private final IdSource ids;

    ManagementEndpoint(
            ManagementGate gate,
            ManagementRate rate,
            OriginReader origins,
            RouteTable routes,
            OpenApiDocument document,
            BodyMemory bodies,
            BodyLimits limits,
            JsonLimits json,
            AnswerMemory answers,
            ManagementFailures failures,
            Storage storage,
            RowsPerMinute<String> refusedRows,
            Clock clock,
            IdSource ids) {
        this.gate = gate;
        this.rate = rate;
        this.origins = origins;
        this.tenantName = origins.publicHost().orElse("rollcall");
        this.routes = routes;
        this.document = document;
        this.bodies = bodies;
        this.limits = limits;
        this.json = json;
        this.answers = answers;
        this.failures = failures;
        this.storage = storage;
        this.refusedRows = refusedRows;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        String id = ids.next();
        HttpResponse response;
        try (ManagementBody body = new ManagementBody(bodies, limits, json)) {
            response = document.answers(request) ? document.answer(request) : serve(request, id, body);
        } catch (Throwable failure) {
            // An Error as well: whoever waits gets an answer.
            response = failures.answer(failure, id, false);
        }
        HttpResponse named = response.with(HeaderName.X_REQUEST_ID, id);
        return named.body() instanceof ResponseBody.Streamed streamed
                ? named.withBody(streamed.toldTo(new ReportedStream(id)))
                : named;
    }

    private HttpResponse serve(HttpRequest request, String id, ManagementBody body) {
        Origin origin = origins.read(request);
        ManagementCaller caller = gate.admit(request, origin.clientAddress());
        Optional<Allowance> allowance = rate.take(ManagementRequest.share(caller));
        HttpResponse response;
        try {
            allowance.ifPresent(ManagementRate::require);
            response = dispatch(request, id, body, origin, caller);
        } catch (ManagementFailure refused) {
            response = ManagementErrors.of(refused);
        }
        return allowance.isPresent() ? rate.tell(response, allowance.get()) : response;
    }

    private HttpResponse dispatch(
            HttpRequest request, String id, ManagementBody body, Origin origin, ManagementCaller caller) {
        String below = request.rawPath().substring(ManagementSurface.PREFIX.length());
        return switch (routes.find(request.method(), ManagementPath.segments(below))) {
            case Match.Found(ManagementRoute route, Map<String, String> parameters) -> route(
                    route, id, new ManagementRequest(request, id, caller, origin, tenantName, parameters, body,
                            new ManagementAudit(request, id, clock, ids, caller, origin,
                                    route.method() + " " + route.template())),
                    request);
            case Match.OtherMethod(String allow) -> throw new ManagementFailure(
                    405, "", "This path does not take " + request.method() + ", only " + allow + ".")
                    .with(HeaderName.ALLOW, allow);
            case Match.Nothing() -> throw ManagementFailure.missing(
                    "", "There is nothing at this path. " + ManagementSurface.PREFIX
                            + "/openapi.json lists what there is.");
        };
    }

    private HttpResponse route(ManagementRoute route, String id, ManagementRequest managed, HttpRequest request) {
        ManagementAudit audit = managed.audit();
        HttpResponse response;
        try {
            ManagementGate.require(managed, route);
            // A query that cannot be read is refused here, whether the route looks at it or not.
            managed.query();
            response = route.handler().handle(managed).response();
            audit.finish(storage, response.status());
        } catch (Throwable failure) {
            response = failures.answer(failure, id, audit.hasChange());
            if (audit.hasChange()) {
                finishLate(audit, response.status(), id);
            } else if (!route.reads() && !isOfNoRoom(failure)) {
                note(audit, response.status(), failure, id);
            }
        }
        keep(request, managed, response, route.reads());
        return response;
    }

    /** What was changed before something failed is in force. */
    private void finishLate(ManagementAudit audit, int status, String id) {
        try {
            audit.finish(storage, status);
        } catch (StorageException unwritten) {
            LOGGER.error("What the request {} has changed could not be noted in the audit log", id, unwritten);
        }
    }

    private void note(ManagementAudit audit, int status, Throwable failure, String id) {
        String error = failures.refusal(failure)
                .map(ManagementFailure::message)
                .orElse("The request failed. The server's log has the cause under the incident " + id + ".");
        try {
            audit.refused(storage, refusedRows, status, error);
        } catch (StorageException unwritten) {
            // The store tells of its own failures; whoever asked is better served by the answer to the request.
            LOGGER.debug("The refusal {} could not be noted in the audit log", id, unwritten);
        }
    }

    /** Whether the store had no room or no time, so that it changed nothing and has none for a row that says so. */
    private static boolean isOfNoRoom(Throwable failure) {
        return failure instanceof StorageException stored
                && stored.kind() != StorageException.Kind.OUTCOME_UNKNOWN
                && stored.kind() != StorageException.Kind.OTHER;
    }

    /** What a client is slow to take counts for it. */
    private void keep(HttpRequest request, ManagementRequest managed, HttpResponse response, boolean mayRefuse) {
        long bytes = switch (response.body()) {
            case ResponseBody.Bytes whole -> whole.array().length;
            case ResponseBody.Streamed _ -> AnswerMemory.STREAM;
        };
        if (bytes > AnswerMemory.FREE) {
            request.keep(answers.keep(managed.share(), bytes, mayRefuse));
        }
    }

    /** Tells of a streamed answer that failed. */
    private final class ReportedStream implements StreamListener {
        private final String id;

        ReportedStream(String id) {
            this.id = id;
        }

        @Override
        public HttpResponse failed(Throwable failure) {
            return failures.answer(failure, id, false).with(HeaderName.X_REQUEST_ID, id);
        }

        @Override
        public void ended(Optional<Throwable> cut) {
            cut.ifPresent(failure -> failures.cutOff(failure, id));
        }
    }
}
