package dev.rollcall.server.limit;

import dev.rollcall.directory.connection.ConnectionId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * A token bucket for every connection: one connection's requests never count for another. Safe for use by many threads.
 */
public final class RateLimiter {
    private final RateLimit limit;
    private final LongSupplier nanoTime;
    private final LongAdder refused = new LongAdder();
    private final Map<ConnectionId, TokenBucket> buckets = new ConcurrentHashMap<>();

    /** @param nanoTime a clock that only goes forward, in nanoseconds */
    public RateLimiter(RateLimit limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    /** Lets one request pass, or says for how long to wait. */
    public Optional<Duration> admit(ConnectionId connection) {
        Optional<Duration> wait = buckets
                .computeIfAbsent(connection, id -> new TokenBucket(limit, nanoTime.getAsLong()))
                .take(nanoTime.getAsLong());
        if (wait.isPresent()) {
            refused.increment();
        }
        return wait;
    }

    /** How many were told to wait, since the start. */
    public long refused() {
        return refused.sum();
    }
}
