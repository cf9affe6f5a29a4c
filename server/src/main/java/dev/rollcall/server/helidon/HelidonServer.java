package dev.rollcall.server.helidon;

import dev.rollcall.server.http.Surfaces;
import dev.rollcall.server.option.RequestSettings;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.option.ServerSettings;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The listening socket, by Helidon's web server: one virtual thread a connection, plain blocking code.
 *
 * <p>Guarantees: what the library itself refuses has the form of its surface's errors; no client holds a connection by
 * sending or reading nothing; an early answer reaches a client that is still sending.
 */
public final class HelidonServer {
    /** What our form of a head may have more than the client's, so that our limits speak. */
    private static final int HEAD_SLACK = 1_024;

    private static final Duration IDLE_CHECK = Duration.ofSeconds(5);

    private final Listener listener;
    private final RegularChecks checks;
    private final ConnectionGuards guards;

    private HelidonServer(Listener listener, RegularChecks checks, ConnectionGuards guards) {
        this.listener = listener;
        this.checks = checks;
        this.guards = guards;
    }

    /**
     * Starts to listen and returns when connections are accepted.
     *
     * @param surfaces answer the requests, and word what the library refuses
     * @throws IllegalArgumentException when the certificate cannot be read
     * @throws UncheckedIOException when the address is taken or cannot be listened on
     */
    public static HelidonServer start(ServerOptions options, Surfaces surfaces) {
        int maxConnections = Descriptors.socketsOfProcess(options.get(ServerSettings.MAX_CONNECTIONS));
        AcceptedSockets sockets = new AcceptedSockets(
                new SocketLimits(
                        maxConnections,
                        options.get(ServerSettings.CONNECTIONS_PER_ADDRESS),
                        options.get(ServerSettings.FIRST_BYTE_TIMEOUT)),
                options.get(ServerSettings.TRUSTED_PROXIES),
                System::nanoTime);
        HeadLimits heads = new HeadLimits(
                options.get(RequestSettings.REQUEST_LINE), options.get(RequestSettings.HEADERS));
        ConnectionGuards guards = new ConnectionGuards(
                new StallWatcher(), new OpenConnections(), sockets, heads,
                options.bodyLimits().largest(), options.get(ServerSettings.BODY_TIMEOUT));
        WebServerConfig.Builder config = WebServer.builder()
                .host(options.get(ServerSettings.HOST))
                .port(options.get(ServerSettings.PORT))
                .shutdownHook(false)
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .contentEncoding(ContentEncodingContext.builder().contentEncodingsDiscoverServices(false).build())
                .connectionOptions(new AcceptHook(sockets))
                .maxTcpConnections(maxConnections + 1)
                // Its sockets know no time limit for reading, so that a body that is late could not be answered.
                .useNio(false)
                .shutdownGracePeriod(options.get(ServerSettings.GRACE_TIME))
                .idleConnectionTimeout(options.get(ServerSettings.IDLE_TIMEOUT))
                .idleConnectionPeriod(idleCheck(options.get(ServerSettings.IDLE_TIMEOUT)))
                .directHandlers(directHandlers(new DirectErrors(surfaces)))
                .addConnectionSelector(connections(options, guards))
                .routing(HttpRouting.builder().addFilter(new HelidonResponder(surfaces)));
        options.tls().map(TlsSettings::read).ifPresent(config::tls);
        Listener listener = new Listener(config.buildPrototype());
        RegularChecks checks = new RegularChecks(List.of(guards.watcher()::check, sockets::sweep, listener::check));
        checks.start();
        try {
            listener.server().start();
            if (!listener.server().isRunning()) {
                // The library only logs why.
                throw new UncheckedIOException(new BindException(
                        options.get(ServerSettings.HOST) + ":" + options.get(ServerSettings.PORT)
                                + " cannot be listened on: another process uses it, or it is no address of this machine."));
            }
        } catch (RuntimeException e) {
            checks.close();
            throw e;
        }
        return new HelidonServer(listener, checks, guards);
    }

    /** The port that is listened on. */
    public int port() {
        return listener.server().port();
    }

    /** How its sockets are used. */
    public SocketUse sockets() {
        return guards.sockets().use();
    }

    /** What is wrong with it and what to do about it; empty when it accepts connections and looks after them. */
    public Optional<String> problem() {
        listener.check();
        if (listener.ended().isDone()) {
            return Optional
                    .of("No more connections are accepted; start the service anew. If it lasts, raise the number of"
                            + " files that the process may open.");
        }
        return checks.areAlive()
                ? Optional.empty()
                : Optional.of(
                        "Nobody ends the connections of silent clients any more. If it lasts, look at the load of the"
                                + " machine, and start the service anew.");
    }

    /** Completed when no more connections are accepted: after a stop, or because the listener has ended by itself. */
    public CompletionStage<Void> ended() {
        return listener.ended().minimalCompletionStage();
    }

    /**
     * Stops accepting, lets requests that are being served finish within the grace time, and closes all connections.
     */
    public void stop() {
        guards.open().close();
        listener.stop();
        checks.close();
    }

    /** Ends accepting as the library does when the process has no file descriptors left. For tests. */
    void closeListener() throws IOException {
        listener.close();
    }

    private static Duration idleCheck(Duration timeout) {
        return timeout.compareTo(IDLE_CHECK) < 0 ? timeout : IDLE_CHECK;
    }

    private static GuardedConnectionSelector connections(ServerOptions options, ConnectionGuards guards) {
        Http1Config http1 = Http1Config.builder()
                .maxPrologueLength(options.get(RequestSettings.REQUEST_LINE) + HEAD_SLACK)
                .maxHeadersSize(options.get(RequestSettings.HEADERS) + HEAD_SLACK)
                .validatePath(false)
                .validatePrologue(false)
                .validateResponseHeaders(false)
                .sendKeepAliveHeader(false)
                .addReceiveListener(new RequestBeginListener())
                .build();
        return new GuardedConnectionSelector(
                Http1ConnectionSelector.builder().config(http1).build(), guards);
    }

    private static DirectHandlers directHandlers(DirectErrors errors) {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (EventType type : EventType.values()) {
            handlers.addHandler(type, errors);
        }
        return handlers.build();
    }
}
