package dev.rollcall.server.management;

import dev.rollcall.directory.client.ManagementCaller;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.storage.Storage;
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
import java.util.Optional;

/**
 * Everything below {@code /api/v2}.
 *
 * <p>Guarantees: who is not known learns nothing, not even which paths there are; a body is read only of a caller with the
 * scope; a change is in the audit log, durably, before it is answered; every answer of a failure has Auth0's shape.
 */
final class ManagementEndpoint implements HttpEndpoint {
    private final ManagementGate gate;
    private final ManagementRate rate;
    private final OriginReader origins;
    private final RouteTable routes;
    private final OpenApiDocument document;
    private final BodyMemory bodies;
    private final BodyLimits limits;
    private final JsonLimits json;
    private final AnswerMemory answers;
    private final ManagementFailures failures;
    private final Storage storage;
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
            Clock clock,
            IdSource ids) {
        this.gate = gate;
        this.rate = rate;
        this.origins = origins;
        this.routes = routes;
        this.document = document;
        this.bodies = bodies;
        this.limits = limits;
        this.json = json;
        this.answers = answers;
        this.failures = failures;
        this.storage = storage;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        String id = ids.next();
        ManagementAudit audit = new ManagementAudit(request, id, clock);
        HttpResponse response;
        try (ManagementBody body = new ManagementBody(bodies, limits, json)) {
            response = document.answers(request) ? document.answer(request) : serve(request, id, body, audit);
        } catch (Throwable failure) {
            // An Error as well: whoever waits gets an answer.
            response = failures.answer(failure, id, audit.hasChange());
        }
        HttpResponse named = response.with(HeaderName.X_REQUEST_ID, id);
        return named.body() instanceof ResponseBody.Streamed streamed
                ? named.withBody(streamed.toldTo(new ReportedStream(id)))
                : named;
    }

    private HttpResponse serve(HttpRequest request, String id, ManagementBody body, ManagementAudit audit) {
        Origin origin = origins.read(request);
        ManagementCaller caller = gate.admit(request);
        Optional<Allowance> allowance = rate.take(ManagementRequest.share(caller));
        HttpResponse response;
        try {
            allowance.ifPresent(ManagementRate::require);
            response = dispatch(request, id, body, audit, origin, caller);
        } catch (ManagementFailure refused) {
            response = ManagementErrors.of(refused);
        }
        return allowance.isPresent() ? rate.tell(response, allowance.get()) : response;
    }

    private HttpResponse dispatch(
            HttpRequest request, String id, ManagementBody body, ManagementAudit audit, Origin origin,
            ManagementCaller caller) {
        String below = request.rawPath().substring(ManagementSurface.PREFIX.length());
        return switch (routes.find(request.method(), ManagementPath.segments(below))) {
            case Match.Found found -> route(found, new ManagementRequest(
                    request, id, caller, origin, found.parameters(), body, audit), request, audit, origin);
            case Match.OtherMethod(String allow) -> throw new ManagementFailure(
                    405, "", "This path does not take " + request.method() + ", only " + allow + ".")
                    .with(HeaderName.ALLOW, allow);
            case Match.Nothing() -> throw ManagementFailure.missing(
                    "", "There is nothing at this path. " + ManagementSurface.PREFIX
                            + "/openapi.json lists what there is.");
        };
    }

    private HttpResponse route(
            Match.Found found, ManagementRequest managed, HttpRequest request, ManagementAudit audit, Origin origin) {
        ManagementRoute route = found.route();
        ManagementCaller caller = managed.caller();
        boolean reads = route.method().equals("GET");
        HttpResponse response;
        Optional<String> error = Optional.empty();
        try {
            ManagementGate.require(caller, route.scope());
            response = route.handler().handle(managed).response();
        } catch (RuntimeException failure) {
            Optional<ManagementFailure> refusal = failures.refusal(failure);
            if (refusal.isEmpty()) {
                throw failure;
            }
            error = Optional.of(refusal.get().message());
            response = ManagementErrors.of(refusal.get());
        }
        if (!reads && (audit.hasChange() || error.isPresent())) {
            audit.write(storage, caller, origin, route, response.status(), error);
        }
        keep(request, managed, response, reads);
        return response;
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
