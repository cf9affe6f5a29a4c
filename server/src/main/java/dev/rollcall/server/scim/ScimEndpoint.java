package dev.rollcall.server.scim;

import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.log.PathRedaction;
import dev.rollcall.directory.log.RequestTrace;
import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.resource.ScimCall;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.token.Caller;
import dev.rollcall.scim.ScimException;
import dev.rollcall.server.http.ClientRequestId;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpEndpoint;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.ResponseBody;
import dev.rollcall.server.http.StreamListener;
import dev.rollcall.server.limit.AnswerMemory;
import dev.rollcall.server.metrics.RequestObserver;
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
    private final AnswerMemory answers;
    private final LogRows log;
    private final FailureAnswers failures;
    private final RequestObserver observer;
    private final Clock clock;
    private final IdSource ids;

    ScimEndpoint(
            Admission admission,
            OriginReader origins,
            RouteDispatch dispatch,
            BodyPolicy bodies,
            AnswerMemory answers,
            LogRows log,
            FailureAnswers failures,
            RequestObserver observer,
            Clock clock,
            IdSource ids) {
        this.admission = admission;
        this.origins = origins;
        this.dispatch = dispatch;
        this.bodies = bodies;
        this.answers = answers;
        this.log = log;
        this.failures = failures;
        this.observer = observer;
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
        ClientRequestId.of(request).ifPresent(trace::clientRequestId);
        Served served = new Served(request, trace, new BodyNote(), start);
        try {
            HttpResponse response = respond(served, path.get(), origin).with(HeaderName.X_REQUEST_ID, trace.id());
            if (response.body() instanceof ResponseBody.Streamed streamed) {
                // The body is not needed while the answer goes out; a client that reads slowly must not hold its room.
                Optional<String> body = log.body(trace, served.note(), response.status());
                return response.withBody(streamed.toldTo(new LoggedStream(response.status(), served, body)));
            }
            log.leave(trace, request, response, served.note());
            observe(served, response.status());
            return response;
        } finally {
            served.note().close();
        }
    }

    private void record(Served served, int status, Optional<String> body) {
        log.leave(served.trace(), status, body);
        observe(served, status);
    }

    private void observe(Served served, int status) {
        observer.served(served.strategy(), served.request().method(), status, System.nanoTime() - served.start());
    }

    private HttpResponse respond(Served served, ScimPath path, Origin origin) {
        try {
            return serve(served, path, origin);
        } catch (Throwable e) {
            // An Error as well: whoever waits gets an answer, and the log its row.
            return failures.answer(served.trace(), e);
        }
    }

    private HttpResponse serve(Served served, ScimPath path, Origin origin) {
        HttpRequest request = served.request();
        Caller caller = admission.admit(request, origin.clientAddress(), path.connectionId(), served.trace());
        served.by(caller);
        if (!MediaTypes.acceptable(request.header(HeaderName.ACCEPT))) {
            throw ScimException.of(
                    406, "Answers are application/scim+json. Send Accept: application/scim+json, or leave it out.");
        }
        String baseUrl = origin.baseUrl() + ScimPath.PREFIX + caller.connection().id().value();
        Presence client = request::isAwaited;
        ScimCall call = new ScimCall(
                caller, baseUrl, served.trace(), client, bodies.turns().effort(caller.connection().id(), client));
        HttpResponse response = dispatch.serve(new EndpointExchange(request, call, bodies, served.note()),
                path.route());
        keep(served, call, response);
        return response;
    }

    /** What a client is slow to take counts for its connection. */
    private void keep(Served served, ScimCall call, HttpResponse response) {
        long bytes = switch (response.body()) {
            case ResponseBody.Bytes whole -> whole.array().length;
            case ResponseBody.Streamed streamed -> AnswerMemory.STREAM;
        };
        if (bytes > AnswerMemory.FREE) {
            served.request().keep(answers.keep(Share.of(call.connection()), bytes, !served.trace().isCommitted()));
        }
    }

    /** Leaves the log row of a streamed answer when it has ended, with what became of it. */
    private final class LoggedStream implements StreamListener {
        private final int status;
        private final Served served;
        private final Optional<String> body;

        LoggedStream(int status, Served served, Optional<String> body) {
            this.status = status;
            this.served = served;
            this.body = body;
        }

        @Override
        public HttpResponse failed(Throwable failure) {
            HttpResponse instead = failures.answer(served.trace(), failure);
            record(served, instead.status(), body);
            return instead.with(HeaderName.X_REQUEST_ID, served.trace().id());
        }

        @Override
        public void ended(Optional<Throwable> cut) {
            cut.ifPresent(failure -> served.trace().error(failures.cutOff(failure, served.trace().id())));
            record(served, status, body);
        }
    }
}
