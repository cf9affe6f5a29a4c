package dev.rollcall.server.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** One share's allowance: full at the start, refilled at an even pace. */
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
    Allowance take(long now) {
        lock.lock();
        try {
            refill(now);
            boolean passes = tokens >= 1;
            if (passes) {
                tokens -= 1;
            }
            return new Allowance(
                    passes ? Optional.empty() : Optional.of(after(1 - tokens)),
                    limit.burst(),
                    (int) Math.max(0, tokens),
                    after(limit.burst() - tokens));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes more than there may be: as many are owed, and nobody gets one before they are there again. Takes none while something
     * is owed already, and says when there will be one.
     */
    Optional<Duration> owe(long now, int count) {
        lock.lock();
        try {
            refill(now);
            if (tokens < 0) {
                return Optional.of(after(1 - tokens));
            }
            tokens -= count;
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Puts back what was taken for nothing. */
    void giveBack(long now, int count) {
        lock.lock();
        try {
            refill(now);
            tokens = Math.min(limit.burst(), tokens + count);
        } finally {
            lock.unlock();
        }
    }

    /** When there will be one; empty when there is. */
    Optional<Duration> look(long now) {
        lock.lock();
        try {
            refill(now);
            return tokens >= 1 ? Optional.empty() : Optional.of(after(1 - tokens));
        } finally {
            lock.unlock();
        }
    }

    private void refill(long now) {
        double earned = Math.max(0, now - refilledAt) * limit.perSecond() / NANOS;
        tokens = Math.min(limit.burst(), tokens + earned);
        refilledAt = now;
    }

    private Duration after(double missing) {
        return Duration.ofNanos((long) Math.ceil(missing * NANOS / limit.perSecond()));
    }
}
