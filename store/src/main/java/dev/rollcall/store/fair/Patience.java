package dev.rollcall.store.fair;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

/** Waiting that an interruption does not cut short, because others count on it; the thread stays marked as interrupted. */
public final class Patience {
    private Patience() {}

    /** Waits for as long as it takes. */
    public static void await(CountDownLatch latch) {
        while (!await(latch, Duration.ofDays(1))) {
            // Whoever holds it lets go in the end.
        }
    }

    /** Waits for a lock for so long at most. @return whether it is had */
    public static boolean lock(Lock lock, Duration atMost) {
        return await(lock::tryLock, atMost);
    }

    /** Waits for so long at most. @return whether it came */
    public static boolean await(CountDownLatch latch, Duration atMost) {
        return await(latch::await, atMost);
    }

    private interface Wait {
        boolean await(long time, TimeUnit unit) throws InterruptedException;
    }

    private static boolean await(Wait wait, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return wait.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
