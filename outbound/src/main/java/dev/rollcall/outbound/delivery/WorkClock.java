package dev.rollcall.outbound.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The time that one run has: its budget, and the lease under which it was claimed.
 *
 * <p>Guarantees: {@link #mayUse} never says yes to what could last into the last {@link #MARGIN} of the lease, whatever the process
 * did meanwhile: the time that it goes by runs on while a process is frozen.
 */
public final class WorkClock {
    /** What is left of a lease for whoever writes the result. */
    public static final Duration MARGIN = Duration.ofSeconds(2);

    private final Clock clock;
    private final LongSupplier nanos;
    private final long begin;
    private final long end;
    private final BooleanSupplier stopping;

    /**
     * A run.
     *
     * @param nanos a time that only goes forward, in nanoseconds
     * @param claimedAt before the claim, by {@code nanos}
     * @param lease how long the claim holds, counted from then
     * @param budget how long the run may take, counted from now
     * @param stopping whether the service is being stopped: then no request begins any more
     */
    public WorkClock(
            Clock clock, LongSupplier nanos, long claimedAt, Duration lease, Duration budget,
            BooleanSupplier stopping) {
        this.clock = clock;
        this.stopping = stopping;
        this.nanos = nanos;
        this.begin = nanos.getAsLong();
        this.end = begin + Math.min(budget.toNanos(), claimedAt + lease.minus(MARGIN).toNanos() - begin);
    }

    /** A run that nobody stops. */
    public WorkClock(Clock clock, LongSupplier nanos, long claimedAt, Duration lease, Duration budget) {
        this(clock, nanos, claimedAt, lease, budget, () -> false);
    }

    /** Whether something may begin that takes so long at most. */
    public boolean mayUse(Duration longest) {
        return !stopping.getAsBoolean() && left().compareTo(longest) >= 0;
    }

    /** What is left; zero when nothing is. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, end - nanos.getAsLong()));
    }

    /** How long the run has lasted. */
    public Duration elapsed() {
        return Duration.ofNanos(nanos.getAsLong() - begin);
    }

    /** The time of day. */
    public Instant now() {
        return clock.instant();
    }
}
