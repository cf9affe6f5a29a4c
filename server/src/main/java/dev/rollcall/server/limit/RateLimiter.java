package dev.rollcall.server.limit;

import dev.rollcall.directory.storage.Share;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * A token bucket for every share: the requests of one never count for another. Safe for use by many threads.
 */
public final class RateLimiter {
    private final RateLimit limit;
    private final LongSupplier nanoTime;
    private final LongAdder refused = new LongAdder();
    private final Map<Share, TokenBucket> buckets = new ConcurrentHashMap<>();

    /** @param nanoTime a clock that only goes forward, in nanoseconds */
    public RateLimiter(RateLimit limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    /** Lets one request pass, or says for how long to wait. */
    public Optional<Duration> admit(Share share) {
        return take(share).delay();
    }

    /** The same, with what is left. */
    public Allowance take(Share share) {
        Allowance allowance = buckets
                .computeIfAbsent(share, id -> new TokenBucket(limit, nanoTime.getAsLong()))
                .take(nanoTime.getAsLong());
        if (allowance.delay().isPresent()) {
            refused.increment();
        }
        return allowance;
    }

    /** How many were told to wait, since the start. */
    public long refused() {
        return refused.sum();
    }
}
