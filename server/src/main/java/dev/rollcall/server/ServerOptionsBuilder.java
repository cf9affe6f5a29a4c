package dev.rollcall.server;

import dev.rollcall.server.limit.BodyLimits;
import dev.rollcall.server.limit.RateLimit;
import dev.rollcall.server.origin.AddressRange;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Sets what differs from the defaults of {@link ServerOptions}, where each value is described. */
public final class ServerOptionsBuilder {
    private String host = "127.0.0.1";
    private int port = 8080;
    private Optional<URI> publicUrl = Optional.empty();
    private Optional<TlsFiles> tls = Optional.empty();
    private List<AddressRange> trustedProxies = List.of();
    private BodyLimits bodyLimits = BodyLimits.defaults();
    private int largeBodies = 4;
    private Optional<RateLimit> rateLimit = Optional.empty();
    private BodyLogging bodyLogging = BodyLogging.ALL;
    private int loggedBodyLength = 16_384;
    private int maxJsonDepth = 32;
    private Duration graceTime = Duration.ofSeconds(20);
    private Duration bodyTimeout = Duration.ofSeconds(60);
    private Duration idleTimeout = Duration.ofSeconds(120);
    private int maxConnections = 10_000;
    private int maxRequestLine = 131_072;
    private int maxHeaderBytes = 16_384;

    ServerOptionsBuilder() {}

    /** See {@link ServerOptions#host}. */
    public ServerOptionsBuilder host(String value) {
        this.host = value;
        return this;
    }

    /** See {@link ServerOptions#port}. */
    public ServerOptionsBuilder port(int value) {
        this.port = value;
        return this;
    }

    /** See {@link ServerOptions#publicUrl}. */
    public ServerOptionsBuilder publicUrl(URI value) {
        this.publicUrl = Optional.of(value);
        return this;
    }

    /** See {@link ServerOptions#tls}. */
    public ServerOptionsBuilder tls(TlsFiles value) {
        this.tls = Optional.of(value);
        return this;
    }

    /** See {@link ServerOptions#trustedProxies}. */
    public ServerOptionsBuilder trustedProxies(List<AddressRange> value) {
        this.trustedProxies = value;
        return this;
    }

    /** See {@link ServerOptions#bodyLimits}. */
    public ServerOptionsBuilder bodyLimits(BodyLimits value) {
        this.bodyLimits = value;
        return this;
    }

    /** See {@link ServerOptions#largeBodies}. */
    public ServerOptionsBuilder largeBodies(int value) {
        this.largeBodies = value;
        return this;
    }

    /** See {@link ServerOptions#rateLimit}. */
    public ServerOptionsBuilder rateLimit(RateLimit value) {
        this.rateLimit = Optional.of(value);
        return this;
    }

    /** See {@link ServerOptions#bodyLogging}. */
    public ServerOptionsBuilder bodyLogging(BodyLogging value) {
        this.bodyLogging = value;
        return this;
    }

    /** See {@link ServerOptions#loggedBodyLength}. */
    public ServerOptionsBuilder loggedBodyLength(int value) {
        this.loggedBodyLength = value;
        return this;
    }

    /** See {@link ServerOptions#maxJsonDepth}. */
    public ServerOptionsBuilder maxJsonDepth(int value) {
        this.maxJsonDepth = value;
        return this;
    }

    /** See {@link ServerOptions#graceTime}. */
    public ServerOptionsBuilder graceTime(Duration value) {
        this.graceTime = value;
        return this;
    }

    /** See {@link ServerOptions#bodyTimeout}. */
    public ServerOptionsBuilder bodyTimeout(Duration value) {
        this.bodyTimeout = value;
        return this;
    }

    /** See {@link ServerOptions#idleTimeout}. */
    public ServerOptionsBuilder idleTimeout(Duration value) {
        this.idleTimeout = value;
        return this;
    }

    /** See {@link ServerOptions#maxConnections}. */
    public ServerOptionsBuilder maxConnections(int value) {
        this.maxConnections = value;
        return this;
    }

    /** See {@link ServerOptions#maxRequestLine}. */
    public ServerOptionsBuilder maxRequestLine(int value) {
        this.maxRequestLine = value;
        return this;
    }

    /** See {@link ServerOptions#maxHeaderBytes}. */
    public ServerOptionsBuilder maxHeaderBytes(int value) {
        this.maxHeaderBytes = value;
        return this;
    }

    /** The options. */
    public ServerOptions build() {
        return new ServerOptions(
                host,
                port,
                publicUrl,
                tls,
                trustedProxies,
                bodyLimits,
                largeBodies,
                rateLimit,
                bodyLogging,
                loggedBodyLength,
                maxJsonDepth,
                graceTime,
                bodyTimeout,
                idleTimeout,
                maxConnections,
                maxRequestLine,
                maxHeaderBytes);
    }
}
