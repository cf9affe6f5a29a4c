package dev.rollcall.server.health;

import dev.rollcall.server.incident.IncidentLog;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Whether the service can serve: it can when all its parts can.
 *
 * <p>Guarantees: answers within the patience, also when a part hangs; looks at each part at most once within the
 * freshness, so that asking often costs nothing. Safe for use by many threads.
 */
public final class Readiness {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration FRESHNESS = Duration.ofMillis(500);

    private final List<Probe> probes;
    private final Duration patience;
    private final LongSupplier nanoTime;

    /**
     * Looks at these parts, each for 2 s and every half second at most.
     *
     * @param log for parts that cannot be looked at
     * @param nanoTime a clock that only goes forward, in nanoseconds
     */
    public Readiness(List<HealthPart> parts, IncidentLog log, LongSupplier nanoTime) {
        this(parts, PATIENCE, FRESHNESS, log, nanoTime);
    }

    Readiness(
            List<HealthPart> parts, Duration patience, Duration freshness, IncidentLog log, LongSupplier nanoTime) {
        this.probes = parts.stream().map(part -> new Probe(part, freshness, log, nanoTime)).toList();
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /** The state of every part, in their order. */
    public List<PartState> look() {
        long deadline = nanoTime.getAsLong() + patience.toNanos();
        // All at once, so that they do not wait for each other.
        probes.forEach(Probe::begin);
        return probes.stream().map(probe -> probe.state(deadline)).toList();
    }

    /** The names of all parts. */
    public List<String> parts() {
        return probes.stream().map(Probe::name).toList();
    }

    /** 1 when the part of that name works, 0 when not, by a look of late that is not waited for. */
    public int up(String part) {
        return probes.stream().filter(probe -> probe.name().equals(part)).allMatch(Probe::seemsUp) ? 1 : 0;
    }
}
