package dev.rollcall.server;

import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.log.RequestLog;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.resource.Resources;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.token.Authenticator;
import dev.rollcall.server.health.HealthEndpoint;
import dev.rollcall.server.helidon.HelidonServer;
import dev.rollcall.server.http.Surface;
import dev.rollcall.server.http.Surfaces;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.scim.ScimSurface;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * The service over HTTP: the SCIM surface of every connection, and health.
 *
 * <p>Guarantees: every answer on the SCIM surface is a SCIM message; a request that was answered has left its log row; a
 * stop lets requests that are being served finish.
 */
public final class RollcallServer {
    private final HelidonServer http;
    private final URI uri;

    private RollcallServer(HelidonServer http, URI uri) {
        this.http = http;
        this.uri = uri;
    }

    /**
     * Starts to serve and returns when connections are accepted. What is passed in stays the caller's to close, after
     * {@link #stop}.
     *
     * @param limits what one request may cost, as {@code resources} has it; discovery tells clients
     * @param nanoTime a clock that only goes forward, in nanoseconds, for what is counted by the second
     * @throws IllegalArgumentException when the certificate cannot be read
     * @throws java.io.UncheckedIOException when the address cannot be listened on
     */
    public static RollcallServer start(
            ServerOptions options,
            Resources resources,
            ResourceLimits limits,
            Authenticator authenticator,
            RequestLog log,
            Storage storage,
            Clock clock,
            LongSupplier nanoTime,
            IdSource ids) {
        List<Surface> surfaces = List.of(
                HealthEndpoint.surface(storage),
                ScimSurface.create(
                        options, resources, limits, authenticator, log, storage, clock, nanoTime, ids));
        HelidonServer http = HelidonServer.start(
                options, new Surfaces(surfaces, new CommonHeaders(reachedByHttps(options))));
        return new RollcallServer(http, uri(options, http.port()));
    }

    private static boolean reachedByHttps(ServerOptions options) {
        return options.tls().isPresent()
                || options.publicUrl().map(url -> "https".equals(url.getScheme())).orElse(false);
    }

    /** The port that is listened on. */
    public int port() {
        return http.port();
    }

    /** Where the service is reached: the public URL if one is set, otherwise the address that is listened on. */
    public URI uri() {
        return uri;
    }

    /**
     * Completed when no more connections are accepted: after {@link #stop}, or because the listener has ended by itself, so
     * that the process must be started anew.
     */
    public CompletionStage<Void> ended() {
        return http.ended();
    }

    /** Stops accepting, lets requests that are being served finish within the grace time, and closes all connections. */
    public void stop() {
        http.stop();
    }

    private static URI uri(ServerOptions options, int port) {
        String scheme = options.tls().isPresent() ? "https" : "http";
        String literal = options.get(ServerSettings.HOST);
        String host = literal.indexOf(':') >= 0 ? "[" + literal + "]" : literal;
        return options.publicUrl().orElseGet(() -> URI.create(scheme + "://" + host + ":" + port));
    }
}
