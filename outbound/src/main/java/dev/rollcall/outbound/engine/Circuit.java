package dev.rollcall.outbound.engine;

import dev.rollcall.directory.stream.StreamProgress;
import dev.rollcall.directory.stream.StreamStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Whether a target is sent what is due, or only a probe now and then: computed from what is stored of its answers, so that every
 * node says the same, after a restart too.
 *
 * <p>Guarantees: a target is never given up. As long as it is sick one delivery after the other is tried, after {@link #FIRST},
 * then twice as long after each failure up to {@link #LONGEST}, each moved by up to a fifth.
 */
enum Circuit {
    /** It is sent what is due. */
    CLOSED,
    /** It is sick, and the next probe is due. */
    PROBE,
    /** It is sick, and the next probe is not due yet. */
    OPEN;

    /** The wait between the first probe and the second. */
    static final Duration FIRST = Duration.ofSeconds(1);

    /** The longest wait between two probes. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    private static final double JITTER = 0.2;

    static Circuit of(StreamProgress progress, Instant now) {
        if (!StreamStatus.isOpen(progress, now)) {
            return CLOSED;
        }
        return progress.probeAt().filter(at -> at.isAfter(now)).isPresent() ? OPEN : PROBE;
    }

    /**
     * When the probe after the one that begins now is due, unless that one goes well. The wait is as long as the target has been
     * probed, and so doubles each time.
     */
    static Instant next(StreamProgress progress, Instant now, RandomGenerator random) {
        Duration probed = progress.failingSince()
                .map(since -> Duration.between(since.plus(StreamStatus.FAILING), now))
                .orElse(Duration.ZERO);
        long wait = Math.clamp(probed.toMillis() + FIRST.toMillis(), FIRST.toMillis(), LONGEST.toMillis());
        return now.plusMillis(Math.round(wait * (1 + JITTER * (2 * random.nextDouble() - 1))));
    }
}
