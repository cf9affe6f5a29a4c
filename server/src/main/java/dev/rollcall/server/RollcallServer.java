package dev.rollcall.server;

import dev.rollcall.directory.access.Authenticator;
import dev.rollcall.directory.client.AuthorizationServer;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.log.RequestLog;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.resource.Resources;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.SecretSeal;
import dev.rollcall.server.health.HealthEndpoint;
import dev.rollcall.server.health.HealthPart;
import dev.rollcall.server.health.Readiness;
import dev.rollcall.server.health.StoreHealth;
import dev.rollcall.server.helidon.HelidonServer;
import dev.rollcall.server.helidon.SocketUse;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.Surface;
import dev.rollcall.server.http.Surfaces;
import dev.rollcall.server.incident.IncidentLog;
import dev.rollcall.server.limit.AddressRate;
import dev.rollcall.server.limit.AnswerMemory;
import dev.rollcall.server.limit.BodyMemory;
import dev.rollcall.server.limit.Budgets;
import dev.rollcall.server.limit.RateLimiter;
import dev.rollcall.server.limit.RefusedTokens;
import dev.rollcall.server.management.ManagementRoute;
import dev.rollcall.server.management.ManagementSurface;
import dev.rollcall.server.management.connection.ConnectionRoutes;
import dev.rollcall.server.management.connection.SetupLinkRoutes;
import dev.rollcall.server.management.empty.EmptyLists;
import dev.rollcall.server.management.event.EventFeedEndpoint;
import dev.rollcall.server.management.event.EventFeeds;
import dev.rollcall.server.management.event.FeedTimes;
import dev.rollcall.server.management.log.LogRoutes;
import dev.rollcall.server.management.person.PersonRoutes;
import dev.rollcall.server.management.stream.StreamRoutes;
import dev.rollcall.server.metrics.Figure;
import dev.rollcall.server.metrics.Metrics;
import dev.rollcall.server.metrics.MetricsEndpoint;
import dev.rollcall.server.metrics.MetricsOptions;
import dev.rollcall.server.metrics.RequestObserver;
import dev.rollcall.server.oauth.TokenEndpoint;
import dev.rollcall.server.oauth.WellKnownEndpoint;
import dev.rollcall.server.option.RequestSettings;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.server.origin.OriginReader;
import dev.rollcall.server.scim.DocumentationPage;
import dev.rollcall.server.scim.ScimSurface;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The service over HTTP: the SCIM surface of every connection, access tokens, the management API, health, and metrics.
 *
 * <p>Guarantees: every answer on the SCIM surface is a SCIM message, every error of the management API one of Auth0's shape; a request that was answered has left its log row; a
 * stop lets requests that are being served finish.
 */
public final class RollcallServer {
    /** Sockets at a time of a listener that serves the metrics alone. */
    private static final int METRICS_CONNECTIONS = 20;

    private final HelidonServer http;
    private final Optional<HelidonServer> metricsListener;
    private final Optional<Metrics> metrics;
    private final EventFeeds feeds;
    private final URI uri;

    private RollcallServer(
            HelidonServer http, Optional<HelidonServer> metricsListener, Optional<Metrics> metrics, EventFeeds feeds,
            URI uri) {
        this.http = http;
        this.metricsListener = metricsListener;
        this.metrics = metrics;
        this.feeds = feeds;
        this.uri = uri;
    }

    /**
     * Starts to serve and returns when connections are accepted. What is passed in stays the caller's to close, after
     * {@link #stop}.
     *
     * @param limits what one request may cost, as {@code resources} has it; discovery tells clients
     * @param authorization issues access tokens
     * @param nanoTime a clock that only goes forward, in nanoseconds, for what is counted by the second
     * @param seal seals cursors; every node needs the same
     * @param instruments what the rest of the service shows of itself
     * @param management what the management API needs; empty for a server without it
     * @param others makes the surfaces that are not the server's own
     * @throws IllegalArgumentException when the certificate cannot be read
     * @throws java.io.UncheckedIOException when the address cannot be listened on
     */
    public static RollcallServer start(
            ServerOptions options,
            Resources resources,
            ResourceLimits limits,
            Authenticator authenticator,
            AuthorizationServer authorization,
            RequestLog log,
            Storage storage,
            Clock clock,
            LongSupplier nanoTime,
            IdSource ids,
            SecretSeal seal,
            Instruments instruments,
            Optional<ManagementServices> management,
            Function<SurfaceParts, List<Surface>> others) {
        IncidentLog incidents = new IncidentLog(nanoTime);
        Budgets budgets = new Budgets(
                new BodyMemory(options.bodyMemory(), System::nanoTime),
                new AnswerMemory(options.answerMemory()),
                options.processorTurns(),
                options.bulkTurns(),
                options.rateLimit().map(limit -> new RateLimiter(limit, nanoTime)),
                options.managementRate().map(limit -> new RateLimiter(limit, nanoTime)),
                new RefusedTokens(new AddressRate(options.refusedTokenRate(), nanoTime), incidents));
        // What is asked of the listener is answered by the listener, so it is there whenever it is asked.
        CompletableFuture<HelidonServer> started = new CompletableFuture<>();
        List<HealthPart> parts = new ArrayList<>(List.of(
                StoreHealth.reads(storage), new HealthPart("listener", () -> started.join().problem())));
        parts.addAll(instruments.parts());
        Readiness readiness = new Readiness(parts, incidents, System::nanoTime);
        Optional<Metrics> metrics = metrics(
                options, budgets, resources, log, readiness, () -> started.join().sockets(), instruments);
        List<Surface> surfaces = new ArrayList<>(List.of(
                HealthEndpoint.surface(readiness),
                DocumentationPage.surface(),
                ScimSurface.create(
                        options, resources, limits, authenticator, log, storage, clock, ids, seal, budgets,
                        incidents,
                        metrics.map(RequestObserver.class::cast).orElse(RequestObserver.NONE))));
        OriginReader origins = new OriginReader(options.publicUrl(), options.get(ServerSettings.TRUSTED_PROXIES));
        surfaces.add(WellKnownEndpoint.surface(authorization, origins));
        surfaces.addAll(TokenEndpoint.surfaces(authorization, origins, new AddressRate(options.tokenRate(), nanoTime),
                options, storage, clock, ids, incidents));
        EventFeeds feeds = new EventFeeds(options.get(RequestSettings.EVENT_FEEDS),
                options.get(RequestSettings.EVENT_FEEDS_IN_ALL), FeedTimes.usual(nanoTime));
        management.ifPresent(services -> surfaces.add(ManagementSurface.create(
                options, routes(services, feeds, storage, clock), services.authenticator(), storage, clock,
                ids,
                budgets,
                incidents)));
        surfaces.addAll(others.apply(new SurfaceParts(budgets, incidents, readiness, origins)));
        Optional<Surface> metricsSurface = metrics.map(m -> MetricsEndpoint.surface(m, options.metrics().token()));
        boolean apart = options.metrics().listener().isPresent();
        metricsSurface.filter(surface -> !apart).ifPresent(surfaces::add);
        UnaryOperator<HttpResponse> headers = new CommonHeaders(reachedByHttps(options), ids::next);
        HelidonServer http = HelidonServer.start(options, new Surfaces(surfaces, headers));
        started.complete(http);
        try {
            Optional<HelidonServer> metricsListener = metricsSurface.flatMap(
                    surface -> options.metrics()
                            .listener()
                            .map(listener -> HelidonServer.start(
                                    alone(options, listener),
                                    new Surfaces(List.of(surface, MetricsEndpoint.nothingElse()),
                                            new CommonHeaders(false, ids::next)))));
            return new RollcallServer(http, metricsListener, metrics, feeds, uri(options, http.port()));
        } catch (RuntimeException e) {
            http.stop();
            throw e;
        }
    }

    /** The table of all routes of the management API. */
    static List<ManagementRoute> routes(
            ManagementServices services, EventFeeds feeds, Storage storage, Clock clock) {
        List<ManagementRoute> routes = new ArrayList<>(ConnectionRoutes.of(
                storage, services.connections(), services.configurations(), services.declarations(),
                services.tokens(), services.people().turns(), clock));
        routes.addAll(SetupLinkRoutes.of(services.setupLinks(), services.setupPath(), services.configurations(),
                services.connections()));
        routes.addAll(LogRoutes.of(storage, services.connections()));
        routes.addAll(PersonRoutes.of(services.people(), services.connections(), services.idTokens()));
        routes.addAll(EventFeedEndpoint.routes(services.streams().events(), feeds));
        routes.addAll(StreamRoutes.of(
                services.streams(), services.people(), services.connections(), storage, clock));
        routes.addAll(EmptyLists.routes());
        return routes;
    }

    private static Optional<Metrics> metrics(
            ServerOptions options, Budgets budgets, Resources resources, RequestLog log, Readiness readiness,
            Supplier<SocketUse> sockets, Instruments instruments) {
        if (!options.metrics().on()) {
            return Optional.empty();
        }
        List<Figure> figures = new ArrayList<>(ServerFigures.of(budgets, log, readiness));
        figures.addAll(TurnFigures.of(resources));
        figures.addAll(SocketFigures.of(sockets));
        figures.addAll(instruments.figures());
        return Optional.of(new Metrics(figures));
    }

    /** The same limits on another address, without TLS. */
    private static ServerOptions alone(ServerOptions options, MetricsOptions.Listener listener) {
        return options
                .withoutTls()
                .with(ServerSettings.HOST, listener.host())
                .with(ServerSettings.PORT, listener.port())
                .with(ServerSettings.MAX_CONNECTIONS, METRICS_CONNECTIONS);
    }

    private static boolean reachedByHttps(ServerOptions options) {
        return options.tls().isPresent()
                || options.publicUrl().map(url -> "https".equals(url.getScheme())).orElse(false);
    }

    /** The port that is listened on. */
    public int port() {
        return http.port();
    }

    /** The port on which the metrics are served alone; empty when they are served beside everything else, or not. */
    public OptionalInt metricsPort() {
        return metricsListener.map(listener -> OptionalInt.of(listener.port())).orElse(OptionalInt.empty());
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
        feeds.close();
        http.stop();
        metricsListener.ifPresent(HelidonServer::stop);
        metrics.ifPresent(Metrics::close);
    }

    private static URI uri(ServerOptions options, int port) {
        String scheme = options.tls().isPresent() ? "https" : "http";
        String literal = options.get(ServerSettings.HOST);
        String host = literal.indexOf(':') >= 0 ? "[" + literal + "]" : literal;
        return options.publicUrl().orElseGet(() -> URI.create(scheme + "://" + host + ":" + port));
    }
}
