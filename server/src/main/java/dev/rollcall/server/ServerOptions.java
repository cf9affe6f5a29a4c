package dev.rollcall.server;

import dev.rollcall.server.limit.BodyLimits;
import dev.rollcall.server.limit.RateLimit;
import dev.rollcall.server.origin.AddressRange;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Every knob of the server. {@link #builder} has the defaults.
 *
 * @param host the address to listen on; default 127.0.0.1
 * @param port the port to listen on; 0 picks a free one; default 8080
 * @param publicUrl scheme, host and optional path prefix under which clients reach the service; by default it is read
 *     from each request
 * @param tls the server's certificate; by default plain HTTP is spoken
 * @param trustedProxies whose {@code X-Forwarded-*} and {@code Forwarded} headers are believed; default nobody's
 * @param bodyLimits how large bodies may be
 * @param largeBodies how many bodies of more than 1 MiB are handled at a time, and of one connection at most half of
 *     them; more wait; the setting {@code limits.large-bodies}; default 4
 * @param rateLimit how many requests a connection may send; by default as many as it likes
 * @param bodyLogging which bodies are logged; default all
 * @param loggedBodyLength how many characters of a body are logged; default 16,384
 * @param maxJsonDepth how deep arrays and objects of a body may be nested; default 32
 * @param graceTime how long a stop waits for requests that are being served; default 20 s
 * @param bodyTimeout how long a request's headers and its body may each take to arrive, and an answer to be taken;
 *     default 60 s
 * @param idleTimeout how long a connection may stay open without a request; default 120 s
 * @param maxConnections open sockets at most; more wait to be accepted; default 10,000
 * @param maxRequestLine bytes of the request line, which holds the filter; default 131,072
 * @param maxHeaderBytes bytes of all headers; default 16,384
 */
public record ServerOptions(
        String host,
        int port,
        Optional<URI> publicUrl,
        Optional<TlsFiles> tls,
        List<AddressRange> trustedProxies,
        BodyLimits bodyLimits,
        int largeBodies,
        Optional<RateLimit> rateLimit,
        BodyLogging bodyLogging,
        int loggedBodyLength,
        int maxJsonDepth,
        Duration graceTime,
        Duration bodyTimeout,
        Duration idleTimeout,
        int maxConnections,
        int maxRequestLine,
        int maxHeaderBytes) {
    public ServerOptions {
        trustedProxies = List.copyOf(trustedProxies);
    }

    /** All defaults. */
    public static ServerOptions defaults() {
        return builder().build();
    }

    /** Starts from the defaults. */
    public static ServerOptionsBuilder builder() {
        return new ServerOptionsBuilder();
    }
}
