package dev.rollcall.directory.identifier;

import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes UUIDv7 text (RFC 9562 section 5.7): every id is greater, as text, than the one that this source made before.
 *
 * <p>Time-ordered ids keep the pages of the indexes that they are inserted into warm. Safe for use by many threads.
 * With a fixed clock and a seeded random source the sequence repeats.
 */
public final class IdSource {
    private static final long COUNTER_BITS = 12;
    private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;

    private final Clock clock;
    private final RandomGenerator random;
    private long last;

    public IdSource(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** The next id, 36 characters in lower case. */
    public synchronized String next() {
        long now = clock.millis() << COUNTER_BITS;
        last = Math.max(last + 1, now);
        long high = (last >>> COUNTER_BITS) << 16 | 0x7000L | last & COUNTER_MASK;
        long low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
