package dev.rollcall.server.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** One connection's allowance: full at the start, refilled at an even pace. */
final class TokenBucket {
    private static final double NANOS = 1e9;

    private final RateLimit limit;
    private final ReentrantLock lock = new ReentrantLock();
    private double tokens;
    private long refilledAt;

    TokenBucket(RateLimit limit, long now) {
        this.limit = limit;
        this.tokens = limit.burst();
        this.refilledAt = now;
    }

    /** Takes one, or says when there will be one. */
    Optional<Duration> take(long now) {
        lock.lock();
        try {
            double earned = Math.max(0, now - refilledAt) * limit.perSecond() / NANOS;
            tokens = Math.min(limit.burst(), tokens + earned);
            refilledAt = now;
            if (tokens >= 1) {
                tokens -= 1;
                return Optional.empty();
            }
            return Optional.of(Duration.ofNanos((long) Math.ceil((1 - tokens) * NANOS / limit.perSecond())));
        } finally {
            lock.unlock();
        }
    }
}
