package dev.rollcall.benchmarks.load;

import java.time.Duration;
import java.util.Arrays;

/** How often a server answered within a time, and how long each answer took. */
public final class Measurement {
    private final Duration elapsed;
    private final long[] sortedNanos;

    Measurement(Duration elapsed, long[] nanos) {
        this.elapsed = elapsed;
        this.sortedNanos = nanos.clone();
        Arrays.sort(sortedNanos);
    }

    public int requests() {
        return sortedNanos.length;
    }

    /** Answers per second. */
    public double rate() {
        return requests() / (elapsed.toNanos() / 1e9);
    }

    /** The time within which that share of the answers came, 0 to 1. */
    public Duration percentile(double share) {
        if (sortedNanos.length == 0) {
            throw new IllegalStateException("Nothing was measured.");
        }
        int rank = (int) Math.ceil(share * sortedNanos.length);
        return Duration.ofNanos(sortedNanos[Math.clamp(rank - 1, 0, sortedNanos.length - 1)]);
    }
}
