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

    /**
     * Counts so many requests that come with one that passed: the share waits with its next ones until they would have passed one
     * by one. While it waits for such a reason already, none is counted; says for how long.
     */
    public Optional<Duration> owe(Share share, int requests) {
        Optional<Duration> delay = bucket(share).owe(nanoTime.getAsLong(), requests);
        if (delay.isPresent()) {
            refused.increment();
        }
        return delay;
    }

    /** No longer counts so many requests, which were not begun. */
    public void giveBack(Share share, int requests) {
        bucket(share).giveBack(nanoTime.getAsLong(), requests);
    }

    /** The same as {@link #admit}, with what is left. */
    public Allowance take(Share share) {
        Allowance allowance = bucket(share).take(nanoTime.getAsLong());
        if (allowance.delay().isPresent()) {
            refused.increment();
        }
        return allowance;
    }

    private TokenBucket bucket(Share share) {
        return buckets.computeIfAbsent(share, id -> new TokenBucket(limit, nanoTime.getAsLong()));
    }

    /** How many were told to wait, since the start. */
    public long refused() {
        return refused.sum();
    }
}
