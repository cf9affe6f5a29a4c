package dev.rollcall.server.scim;

import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.log.RequestTrace;
import dev.rollcall.directory.token.Caller;
import dev.rollcall.server.http.HttpRequest;
import java.util.Optional;

/** What is kept of one request, for its log row and the metrics. Confined to the thread that serves it. */
final class Served {
    private final HttpRequest request;
    private final RequestTrace trace;
    private final BodyNote note;
    private final long start;
    private Optional<Strategy> strategy = Optional.empty();

    /** @param start {@link System#nanoTime} when the request came */
    Served(HttpRequest request, RequestTrace trace, BodyNote note, long start) {
        this.request = request;
        this.trace = trace;
        this.note = note;
        this.start = start;
    }

    HttpRequest request() {
        return request;
    }

    RequestTrace trace() {
        return trace;
    }

    BodyNote note() {
        return note;
    }

    long start() {
        return start;
    }

    /** Of the connection that sent it; empty while the caller is not known. */
    Optional<Strategy> strategy() {
        return strategy;
    }

    void by(Caller caller) {
        strategy = Optional.of(caller.connection().strategy());
    }
}
