package dev.rollcall.server.scim;

import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.log.PathRedaction;
import dev.rollcall.directory.log.RequestLog;
import dev.rollcall.directory.log.RequestTrace;
import dev.rollcall.directory.resource.ScimCall;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.token.Caller;
import dev.rollcall.scim.ScimException;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpEndpoint;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.ResponseBody;
import dev.rollcall.server.http.StreamListener;
import dev.rollcall.server.option.BodyLogging;
import dev.rollcall.server.origin.Origin;
import dev.rollcall.server.origin.OriginReader;
import java.time.Clock;
import java.util.Optional;

/**
 * The SCIM surface as a whole: knows the caller first, then serves, and leaves a row in the connection's log whatever
 * came of it.
 */
public final class ScimEndpoint implements HttpEndpoint {
    private final Admission admission;
    private final OriginReader origins;
    private final RouteDispatch dispatch;
    private final BodyPolicy bodies;
    private final RequestLog log;
    private final BodyLogging bodyLogging;
    private final int loggedBodyLength;
    private final Clock clock;
    private final IdSource ids;

    ScimEndpoint(
            Admission admission,
            OriginReader origins,
            RouteDispatch dispatch,
            BodyPolicy bodies,
            RequestLog log,
            BodyLogging bodyLogging,
            int loggedBodyLength,
            Clock clock,
            IdSource ids) {
        this.admission = admission;
        this.origins = origins;
        this.dispatch = dispatch;
        this.bodies = bodies;
        this.log = log;
        this.bodyLogging = bodyLogging;
        this.loggedBodyLength = loggedBodyLength;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        long start = System.nanoTime();
        Optional<ScimPath> path;
        Origin origin;
        try {
            path = ScimPath.parse(request.rawPath());
            origin = origins.read(request);
        } catch (ScimException e) {
            return ErrorResponses.of(e);
        }
        if (path.isEmpty()) {
            return ErrorResponses.of(ScimException.of(
                    404,
                    "There is nothing at this path. A connection's SCIM URL is " + origin.baseUrl() + ScimPath.PREFIX
                            + "{connection id}; rollcall connection list shows it."));
        }
        String rawQuery = request.rawQuery();
        String target = rawQuery.isEmpty() ? request.rawPath() : request.rawPath() + '?' + rawQuery;
        RequestTrace trace = new RequestTrace(
                ids.next(), clock.instant(), start, origin.clientAddress(), request.method(),
                PathRedaction.redact(target));
        BodyNote note = new BodyNote();
        HttpResponse response = respond(request, path.get(), origin, trace, note);
        if (response.body() instanceof ResponseBody.Streamed streamed) {
            return response.withBody(streamed.toldTo(new LoggedStream(response.status(), trace, note)));
        }
        record(trace, note, response.status());
        return response;
    }

    private void record(RequestTrace trace, BodyNote note, int status) {
        note.text(bodyLogging, status, loggedBodyLength).ifPresent(trace::body);
        log.record(trace, status);
    }

    private HttpResponse respond(
            HttpRequest request, ScimPath path, Origin origin, RequestTrace trace, BodyNote note) {
        try {
            return serve(request, path, origin, trace, note);
        } catch (RuntimeException | StackOverflowError e) {
            return refused(trace, e);
        }
    }

    private HttpResponse serve(
            HttpRequest request, ScimPath path, Origin origin, RequestTrace trace, BodyNote note) {
        Caller caller = admission.admit(request, path.connectionId(), trace);
        if (!MediaTypes.acceptable(request.header(HeaderName.ACCEPT))) {
            throw ScimException.of(
                    406, "Answers are application/scim+json. Send Accept: application/scim+json, or leave it out.");
        }
        String baseUrl = origin.baseUrl() + ScimPath.PREFIX + caller.connection().id().value();
        try (Exchange exchange = new Exchange(request, new ScimCall(caller, baseUrl, trace), bodies, note)) {
            return dispatch.serve(exchange, path.route());
        }
    }

    private static HttpResponse refused(RequestTrace trace, Throwable failure) {
        return switch (failure) {
            case ScimException e -> refused(trace, e, ErrorResponses.of(e));
            case RefusalException e -> refused(trace, e.error(), ErrorResponses.of(e));
            case StorageException e -> {
                RefusalException unavailable = ErrorResponses.unavailable(e, trace.id());
                yield refused(trace, unavailable.error(), ErrorResponses.of(unavailable));
            }
            default -> {
                ScimException unexpected = ErrorResponses.unexpected(failure, trace.id());
                yield refused(trace, unexpected, ErrorResponses.of(unexpected));
            }
        };
    }

    private static HttpResponse refused(RequestTrace trace, ScimException error, HttpResponse response) {
        trace.error(error.detail());
        return response;
    }

    /** Leaves the log row of a streamed answer when it has ended, with what became of it. */
    private final class LoggedStream implements StreamListener {
        private final int status;
        private final RequestTrace trace;
        private final BodyNote note;

        LoggedStream(int status, RequestTrace trace, BodyNote note) {
            this.status = status;
            this.trace = trace;
            this.note = note;
        }

        @Override
        public HttpResponse failed(Throwable failure) {
            HttpResponse instead = refused(trace, failure);
            record(trace, note, instead.status());
            return instead;
        }

        @Override
        public void ended(Optional<Throwable> cut) {
            cut.ifPresent(failure -> trace.error(ErrorResponses.cutOff(failure, trace.id())));
            record(trace, note, status);
        }
    }
}
