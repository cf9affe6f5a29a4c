package dev.rollcall.server.helidon;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Watches one connection's thread while it waits for the other end of its socket.
 *
 * <p>The thread says when a wait begins and by when it must have ended; a {@link StallWatcher} interrupts it when it has
 * not, which closes the socket. An interrupt can only hit between {@link #begin} and the return of {@link #end}, never work
 * that is done after the wait, because a lock makes the decision to interrupt and the interrupt one step.
 */
final class StallWatch {
    private static final long NONE = Long.MAX_VALUE;
    private static final long FIRED = Long.MIN_VALUE;

    private final Thread thread;
    /** Held for a few instructions, for each piece that is written; what is done under it takes no other lock. */
    private final ReentrantLock lock = new ReentrantLock();
    /** Written under the lock. */
    private volatile long deadline = NONE;

    StallWatch(Thread thread) {
        this.thread = thread;
    }

    /** A wait begins that may last for so long. */
    void begin(Duration limit) {
        until(System.nanoTime() + limit.toNanos());
    }

    /** A wait begins that must be over at that {@link System#nanoTime}. */
    void until(long nanoTime) {
        lock.lock();
        try {
            if (deadline == NONE) {
                deadline = nanoTime;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The wait is over, and whoever ends it has come before or comes too late. */
    void end() {
        lock.lock();
        try {
            if (deadline != FIRED) {
                deadline = NONE;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the wait that is under way, if one is; {@link #hasFired} tells that no other should begin. */
    void fire() {
        lock.lock();
        try {
            boolean waits = isWait(deadline);
            deadline = FIRED;
            if (waits) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether a wait was ended, or no other should begin. */
    boolean hasFired() {
        return deadline == FIRED;
    }

    /** Interrupts the thread if it has waited for too long. */
    void check(long now) {
        if (isLate(now)) {
            lock.lock();
            try {
                if (isLate(now)) {
                    fire();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean isLate(long now) {
        long current = deadline;
        return isWait(current) && now - current > 0;
    }

    private static boolean isWait(long deadline) {
        return deadline != NONE && deadline != FIRED;
    }
}
