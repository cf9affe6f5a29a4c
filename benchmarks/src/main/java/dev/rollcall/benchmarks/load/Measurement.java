package dev.rollcall.benchmarks.load;

import java.time.Duration;
import java.util.Arrays;

/** How often a server answered within a time, how long each answer took, and how long the server computed for them. */
public final class Measurement {
    private final Duration elapsed;
    private final Duration processorTime;
    private final long[] sortedNanos;

    Measurement(Duration elapsed, Duration processorTime, long[] nanos) {
        this.elapsed = elapsed;
        this.processorTime = processorTime;
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

    /** Microseconds of the server's processor for one answer, compiling and collecting included. */
    public double processorMicros() {
        return processorTime.toNanos() / 1e3 / requests();
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
