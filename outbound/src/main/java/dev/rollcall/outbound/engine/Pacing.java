package dev.rollcall.outbound.engine;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast runs for one target may begin: so many requests a second on the average, and at most one second's worth at once. For
 * one thread at a time.
 */
final class Pacing {
    private static final double NANOS = 1e9;

    private final LongSupplier nanos;
    private double left = 1;
    private long at;

    Pacing(LongSupplier nanos) {
        this.nanos = nanos;
        this.at = nanos.getAsLong();
    }

    /** @return whether a run may begin now, which is counted as one request then */
    boolean take(double perSecond) {
        refill(perSecond);
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }

    /** Counts what a run sent beyond its first request. */
    void more(int requests) {
        left -= requests;
    }

    /** How long until a run may begin. */
    Duration untilNext(double perSecond) {
        refill(perSecond);
        return left >= 1 ? Duration.ZERO : Duration.ofNanos((long) ((1 - left) / perSecond * NANOS));
    }

    private void refill(double perSecond) {
        long now = nanos.getAsLong();
        left = Math.min(Math.max(1, perSecond), left + (now - at) / NANOS * perSecond);
        at = now;
    }
}
