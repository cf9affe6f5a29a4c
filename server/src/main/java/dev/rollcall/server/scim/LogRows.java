package dev.rollcall.server.scim;

import dev.rollcall.directory.log.RequestLog;
import dev.rollcall.directory.log.RequestTrace;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.option.BodyLogging;
import dev.rollcall.server.option.RequestSettings;
import dev.rollcall.server.option.ResponseLogging;
import dev.rollcall.server.option.ServerOptions;
import java.util.Optional;

/** Leaves the rows of requests, and of the operations of bulk requests, in the log, with as much of their bodies as is wanted. */
final class LogRows {
    private final RequestLog log;
    private final BodyLogging bodies;
    private final ResponseLogging responses;
    private final int length;

    LogRows(RequestLog log, ServerOptions options) {
        this.log = log;
        this.bodies = options.get(RequestSettings.LOG_BODIES);
        this.responses = options.get(RequestSettings.LOG_RESPONSES);
        this.length = options.get(RequestSettings.LOG_BODY_LENGTH);
    }

    /** The text of a request's body, if it belongs in the log. */
    Optional<String> body(RequestTrace trace, BodyNote note, int status) {
        return note.text(bodies, status, length, trace.hidden());
    }

    /** Leaves the row of a request that is answered with that. */
    void leave(RequestTrace trace, HttpRequest request, HttpResponse response, BodyNote note) {
        ResponseNote.text(responses, request, response, length).ifPresent(trace::response);
        leave(trace, response.status(), body(trace, note, response.status()));
    }

    /** Leaves the row of a request whose answer was sent while it was made. */
    void leave(RequestTrace trace, int status, Optional<String> body) {
        body.ifPresent(trace::body);
        log.record(trace, status);
    }
}
