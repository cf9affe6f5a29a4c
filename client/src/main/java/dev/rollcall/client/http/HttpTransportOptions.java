package dev.rollcall.client.http;

import dev.rollcall.client.address.AddressGuard;
import dev.rollcall.client.tls.TlsOptions;
import java.time.Duration;
import java.util.Optional;

/**
 * The limits of a connection to an endpoint, and the way to it.
 *
 * @param connectTimeout how long the endpoint's host may take to accept a connection
 * @param answerTimeout how long one answer may take, from sending the request to its last byte
 * @param maxAnswerBytes the largest body of an answer, after decompression
 * @param maxConnections how many connections are open at once; further requests wait for one
 * @param guard which addresses may be called. Through a proxy it judges hosts that are addresses themselves; where names lead is
 *        for the proxy to judge then, because only the proxy looks them up
 * @param proxy through which all requests go
 * @param guardsProxy whether the guard judges the proxy's own address too, because somebody else has chosen it
 * @param tls whom to trust, and how to show who calls
 */
public record HttpTransportOptions(
        Duration connectTimeout,
        Duration answerTimeout,
        int maxAnswerBytes,
        int maxConnections,
        AddressGuard guard,
        Optional<OutboundProxy> proxy,
        boolean guardsProxy,
        TlsOptions tls) {
    /** The longest line of an answer's head, and of a chunk's size, in bytes: no endpoint needs more, so it is no setting. */
    public static final int MAX_HEADER_LENGTH = 32 * 1024;
    /** The most lines of an answer's head. */
    public static final int MAX_HEADERS = 200;

    private static final HttpTransportOptions DEFAULTS = new HttpTransportOptions(Duration.ofSeconds(10),
            Duration.ofSeconds(30), 32 * 1024 * 1024, 32, AddressGuard.off(), Optional.empty(), false,
            TlsOptions.system());

    public HttpTransportOptions {
        requirePositive(connectTimeout, "connectTimeout");
        requirePositive(answerTimeout, "answerTimeout");
        if (maxAnswerBytes < 1 || maxConnections < 1) {
            throw new IllegalArgumentException("maxAnswerBytes and maxConnections must be at least 1");
        }
    }

    /**
     * 10 s to connect, 30 s to answer (entra.md section 2.3), bodies of 32 MiB, 32 connections; any address, no proxy, and what
     * the Java runtime trusts. That is for a person who chose the URL; who calls URLs that others chose sets a guard.
     */
    public static HttpTransportOptions defaults() {
        return DEFAULTS;
    }

    /** The same with another {@link #connectTimeout()}. */
    public HttpTransportOptions withConnectTimeout(Duration timeout) {
        return new HttpTransportOptions(timeout, answerTimeout, maxAnswerBytes, maxConnections, guard, proxy,
                guardsProxy, tls);
    }

    /** The same with another {@link #answerTimeout()}. */
    public HttpTransportOptions withAnswerTimeout(Duration timeout) {
        return new HttpTransportOptions(connectTimeout, timeout, maxAnswerBytes, maxConnections, guard, proxy,
                guardsProxy, tls);
    }

    /** The same with another {@link #maxAnswerBytes()}. */
    public HttpTransportOptions withMaxAnswerBytes(int bytes) {
        return new HttpTransportOptions(connectTimeout, answerTimeout, bytes, maxConnections, guard, proxy, guardsProxy,
                tls);
    }

    /** The same with another {@link #maxConnections()}. */
    public HttpTransportOptions withMaxConnections(int connections) {
        return new HttpTransportOptions(connectTimeout, answerTimeout, maxAnswerBytes, connections, guard, proxy,
                guardsProxy, tls);
    }

    /** The same with another {@link #guard()}. */
    public HttpTransportOptions withGuard(AddressGuard other) {
        return new HttpTransportOptions(
                connectTimeout, answerTimeout, maxAnswerBytes, maxConnections, other, proxy, guardsProxy, tls);
    }

    /** The same through a proxy. */
    public HttpTransportOptions withProxy(OutboundProxy through) {
        return new HttpTransportOptions(
                connectTimeout, answerTimeout, maxAnswerBytes, maxConnections, guard, Optional.of(through), guardsProxy,
                tls);
    }

    /** The same, and the guard judges the proxy's own address too. */
    public HttpTransportOptions withGuardedProxy() {
        return new HttpTransportOptions(
                connectTimeout, answerTimeout, maxAnswerBytes, maxConnections, guard, proxy, true, tls);
    }

    /** The same with other {@link #tls()}. */
    public HttpTransportOptions withTls(TlsOptions other) {
        return new HttpTransportOptions(
                connectTimeout, answerTimeout, maxAnswerBytes, maxConnections, guard, proxy, guardsProxy, other);
    }

    private static void requirePositive(Duration duration, String name) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException(name + " must be longer than nothing, but is " + duration);
        }
    }
}
