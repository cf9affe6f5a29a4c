package dev.rollcall.server.helidon;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Watches one connection's thread while it waits for the other end of its socket.
 *
 * <p>The thread says when a wait begins and by when it must have ended; a {@link StallWatcher} interrupts it when it has
 * not, which closes the socket. An interrupt can only hit between {@link #begin} and {@link #end}, never work that is done
 * after the wait, because both sides compete for the same deadline.
 */
final class StallWatch {
    private static final long NONE = Long.MAX_VALUE;
    private static final long FIRED = Long.MIN_VALUE;

    private final Thread thread;
    private final AtomicLong deadline = new AtomicLong(NONE);

    StallWatch(Thread thread) {
        this.thread = thread;
    }

    /** A wait begins that may last for so long. */
    void begin(Duration limit) {
        until(System.nanoTime() + limit.toNanos());
    }

    /** A wait begins that must be over at that {@link System#nanoTime}. */
    void until(long nanoTime) {
        deadline.compareAndSet(NONE, nanoTime);
    }

    /** The wait is over; whether it was ended by the watcher, so that the socket is closed. */
    boolean end() {
        return deadline.getAndUpdate(current -> current == FIRED ? FIRED : NONE) == FIRED;
    }

    /** Ends the wait that is under way, if one is; {@link #hasFired} tells that no other should begin. */
    void fire() {
        long current = deadline.getAndSet(FIRED);
        if (current != NONE && current != FIRED) {
            thread.interrupt();
        }
    }

    /** Whether a wait was ended, or no other should begin. */
    boolean hasFired() {
        return deadline.get() == FIRED;
    }

    /** Interrupts the thread if it has waited for too long. */
    void check(long now) {
        long current = deadline.get();
        if (current != NONE && current != FIRED && now - current > 0 && deadline.compareAndSet(current, FIRED)) {
            thread.interrupt();
        }
    }
}
