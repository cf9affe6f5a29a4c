package dev.rollcall.server.http;

/** Answers requests; called from many virtual threads at a time, and may block. */
@FunctionalInterface
public interface HttpEndpoint {

    /** The answer to the request; every expected failure is an answer and not an exception. */
    HttpResponse handle(HttpRequest request);
}
