package dev.rollcall.directory.log;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many rows somebody may leave in a log: so many a minute. Whoever can make the service log something by a request that is
 * refused would fill the disk with rows otherwise. Safe for use by many threads.
 *
 * @param <K> whose rows are counted together. A key is remembered for good, so keys are ids of what is stored, or few words;
 *     never what a stranger has chosen
 */
public final class RowsPerMinute<K> {
    private final int perMinute;
    private final Map<K, Minute> minutes = new ConcurrentHashMap<>();

    public RowsPerMinute(int perMinute) {
        this.perMinute = perMinute;
    }

    /** Whether a row of that time may be written, which then counts. */
    public boolean admit(K key, Instant time) {
        Instant start = time.truncatedTo(ChronoUnit.MINUTES);
        // Only a later minute begins anew: requests end in another order than they came in.
        return minutes.merge(key, new Minute(start, 1), (current, one) -> one.start().isAfter(current.start())
                ? one
                : new Minute(current.start(), Math.min(current.rows(), perMinute) + 1)).rows() <= perMinute;
    }

    private record Minute(Instant start, int rows) {}
}
