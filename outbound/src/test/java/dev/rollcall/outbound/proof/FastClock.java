package dev.rollcall.outbound.proof;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock on which an hour of the machine is days: delays of seconds are over in milliseconds. */
final class FastClock extends Clock {
    private final long begin = System.nanoTime();
    private final Instant start = Instant.parse("2026-03-01T12:00:00Z");
    private final int times;

    /** @param times how much faster it runs */
    FastClock(int times) {
        this.times = times;
    }

    @Override
    public Instant instant() {
        return start.plusNanos(Math.multiplyExact(System.nanoTime() - begin, times));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Only in UTC");
    }
}
