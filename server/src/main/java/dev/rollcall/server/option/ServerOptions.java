package dev.rollcall.server.option;

import dev.rollcall.directory.resource.BulkTurns;
import dev.rollcall.directory.resource.ProcessorTurns;
import dev.rollcall.server.limit.AnswerMemory;
import dev.rollcall.server.limit.BodyLimits;
import dev.rollcall.server.limit.BodyMemoryOptions;
import dev.rollcall.server.limit.RateLimit;
import dev.rollcall.server.metrics.MetricsOptions;
import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingValues;
import java.net.URI;
import java.util.Optional;

/**
 * Every knob of the server: the settings that {@link ServerSettings}, {@link RequestSettings} and {@link MetricsSettings} declare, where each is
 * described, as the classes of the server want them.
 */
public record ServerOptions(SettingValues values) {

    /** All defaults. */
    public static ServerOptions defaults() {
        return new ServerOptions(SettingValues.defaults());
    }

    /** These, but with another value of one setting. */
    public <T> ServerOptions with(Setting<T> setting, T value) {
        return new ServerOptions(values.with(setting, value));
    }

    /** These, but with HTTPS. */
    public ServerOptions withTls(TlsFiles files) {
        return with(ServerSettings.TLS_CERTIFICATE, Optional.of(files.certificate()))
                .with(ServerSettings.TLS_KEY, Optional.of(files.key()));
    }

    /** These, but without HTTPS. */
    public ServerOptions withoutTls() {
        return with(ServerSettings.TLS_CERTIFICATE, Optional.empty()).with(ServerSettings.TLS_KEY, Optional.empty());
    }

    /** The value of a setting. */
    public <T> T get(Setting<T> setting) {
        return values.get(setting);
    }

    /** Scheme, host and optional path prefix under which clients reach the service; else it is read from each request. */
    public Optional<URI> publicUrl() {
        return get(ServerSettings.PUBLIC_URL);
    }

    /** The server's certificate; without it plain HTTP is spoken. */
    public Optional<TlsFiles> tls() {
        return get(ServerSettings.TLS_CERTIFICATE)
                .flatMap(certificate -> get(ServerSettings.TLS_KEY).map(key -> new TlsFiles(certificate, key)));
    }

    /** How large bodies may be. */
    public BodyLimits bodyLimits() {
        return new BodyLimits(
                get(RequestSettings.BODY),
                get(RequestSettings.GROUP_BODY),
                get(RequestSettings.BULK_BODY),
                get(RequestSettings.BODY_VALUES),
                get(RequestSettings.GROUP_BODY_VALUES));
    }

    /** What all bodies in flight may take of the heap together. */
    public BodyMemoryOptions bodyMemory() {
        return new BodyMemoryOptions(
                get(RequestSettings.BODY_MEMORY).orElseGet(BodyMemoryOptions::shareOfTheHeap),
                get(RequestSettings.BODY_WAIT),
                get(RequestSettings.BODY_WAITING));
    }

    /** What all answers that are being sent may take of the heap together, in bytes. */
    public long answerMemory() {
        return get(RequestSettings.ANSWER_MEMORY).orElseGet(AnswerMemory::shareOfTheHeap);
    }

    /** Turns for large requests, as many as the settings say. */
    public ProcessorTurns processorTurns() {
        return new ProcessorTurns(
                get(RequestSettings.LARGE_REQUESTS).orElseGet(Runtime.getRuntime()::availableProcessors),
                get(RequestSettings.LARGE_REQUEST_WAIT));
    }

    /** Turns for bulk requests, as many as the settings say. */
    public BulkTurns bulkTurns() {
        return new BulkTurns(get(RequestSettings.BULK_REQUESTS), get(RequestSettings.BULK_WAIT));
    }

    /** Who may read the metrics. */
    public MetricsOptions metrics() {
        return new MetricsOptions(
                get(MetricsSettings.TOKEN),
                get(MetricsSettings.PORT).map(port -> new MetricsOptions.Listener(get(MetricsSettings.HOST), port)));
    }

    /** How many requests a connection may send; empty for as many as it likes. */
    public Optional<RateLimit> rateLimit() {
        return get(RequestSettings.RATE_PER_SECOND)
                .map(rate -> new RateLimit(rate, get(RequestSettings.RATE_BURST).orElse(rate)));
    }

    /** How many requests a client of the management API may send; empty for as many as it likes. */
    public Optional<RateLimit> managementRate() {
        return get(RequestSettings.MANAGEMENT_RATE_PER_SECOND)
                .map(rate -> new RateLimit(rate, get(RequestSettings.MANAGEMENT_RATE_BURST).orElse(rate)));
    }

    /** How many tokens that are not good a client address may show. */
    public RateLimit refusedTokenRate() {
        int rate = get(RequestSettings.REFUSED_TOKEN_RATE);
        return new RateLimit(rate, rate * 10);
    }

    /** How many access tokens a client address may ask for. */
    public RateLimit tokenRate() {
        int rate = get(RequestSettings.TOKEN_RATE);
        return new RateLimit(rate, rate * 10);
    }
}
