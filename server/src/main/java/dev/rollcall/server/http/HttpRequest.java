package dev.rollcall.server.http;

import java.util.Optional;

/** One HTTP request as it came, nothing of it decoded yet. Confined to the thread that serves it. */
public interface HttpRequest {
    /** The method as sent, for example {@code GET}. */
    String method();

    /** The path as sent, percent-encoding included, without the query. */
    String rawPath();

    /** The query as sent, without the question mark; empty when there is none. */
    String rawQuery();

    /** The value of a header; several lines of the same header are joined by a comma. */
    Optional<String> header(HeaderName name);

    /** The IP address of the other end of the socket, as a literal. */
    String peerAddress();

    /** Whether the socket itself is encrypted. */
    boolean secure();

    /** The body, which may be absent. */
    RequestBody body();

    /**
     * Whether the client still waits for the answer: false only when it has certainly closed its side of the connection, which
     * shows while nothing that it sent waits to be read. Takes about a millisecond.
     */
    boolean isAwaited();

    /**
     * What is kept for the answer, given back when it has been sent or nobody takes it any more.
     *
     * @param kept one for each request; whoever had it before is given back at once
     */
    void keep(Kept kept);
}
