package dev.rollcall.outbound.engine;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that runs under way may hold at the same time. Nobody waits for them: who gets none leaves the work where it is.
 *
 * <p>Each run is counted with the most that it may hold, so that the sum is never more than the bound.
 */
final class ByteBudget {
    private final long most;
    private final AtomicLong used = new AtomicLong();

    ByteBudget(long most) {
        this.most = most;
    }

    /** @return whether they were had; give them back then */
    boolean take(long bytes) {
        long before = used.getAndUpdate(now -> now + bytes <= most ? now + bytes : now);
        return before + bytes <= most;
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }

    long used() {
        return used.get();
    }
}
