package dev.rollcall.server.metrics;

import dev.rollcall.directory.connection.Strategy;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * All metrics of the process, as Prometheus reads them. Their names are in {@code docs/metrics.md}.
 *
 * <p>Guarantees: the number of series is bounded, whatever clients send. Safe for use by many threads.
 */
public final class Metrics implements RequestObserver, AutoCloseable {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String OTHER = "other";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
        Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1),
        Duration.ofMillis(2_500), Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Map<RequestKind, Counter> requests = new ConcurrentHashMap<>();
    private final Map<String, Timer> durations = new HashMap<>();
    /** The registry refers to what its counters count as weakly as it can. */
    private final List<Figure> figures;

    private record RequestKind(String strategy, String method, int status) {}

    /** Metrics of the Java process, of requests, and these. */
    public Metrics(List<Figure> figures) {
        new JvmMemoryMetrics().bindTo(registry);
        collections.bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        METHODS.forEach(method -> durations.put(method, duration(method)));
        durations.put(OTHER, duration(OTHER));
        this.figures = List.copyOf(figures);
        this.figures.forEach(this::register);
    }

    @Override
    public void served(Optional<Strategy> strategy, String method, int status, long nanos) {
        String known = METHODS.contains(method) ? method : OTHER;
        requests.computeIfAbsent(
                new RequestKind(strategy.map(Strategy::keyword).orElse("none"), known, status), this::counter)
                .increment();
        Timer duration = durations.get(known);
        if (duration != null) {
            duration.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** All of them in the text format of Prometheus. */
    String text() {
        return registry.scrape(CONTENT_TYPE);
    }

    /** Ends what listens to the process. */
    @Override
    public void close() {
        collections.close();
        registry.close();
    }

    private Counter counter(RequestKind kind) {
        return Counter.builder("rollcall.requests")
                .description("Requests on the SCIM surface")
                .tag("strategy", kind.strategy())
                .tag("method", kind.method())
                .tag("status", Integer.toString(kind.status()))
                .register(registry);
    }

    private Timer duration(String method) {
        return Timer.builder("rollcall.request.duration")
                .description("Time from a request's first line to its answer")
                .tag("method", method)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private void register(Figure figure) {
        MeterRegistry to = registry;
        List<Tag> labels = figure.labels()
                .entrySet()
                .stream()
                .map(label -> Tag.of(label.getKey(), label.getValue()))
                .toList();
        Optional<String> unit = Optional.of(figure.unit()).filter(text -> !text.isEmpty());
        switch (figure.kind()) {
            case COUNTER -> FunctionCounter.builder(figure.name(), figure, f -> f.value().getAsDouble())
                    .description(figure.help())
                    .tags(labels)
                    .baseUnit(unit.orElse(null))
                    .register(to);
            case GAUGE -> Gauge.builder(figure.name(), figure, f -> f.value().getAsDouble())
                    .description(figure.help())
                    .tags(labels)
                    .baseUnit(unit.orElse(null))
                    .strongReference(true)
                    .register(to);
        }
    }
}
