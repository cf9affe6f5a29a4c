package dev.rollcall.directory.resource;

import dev.rollcall.scim.ScimException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting for a turn: until a deadline, and no longer than the client is there. */
public final class TurnWait {
    /** How often it is looked whether the client is there. */
    public static final Duration LOOK = Duration.ofMillis(250);

    /** What is logged of a client that has left; it is a number of nginx, because HTTP has none for it. */
    public static final int LEFT_STATUS = 499;

    /** How a wait ended. */
    enum End {
        GRANTED,
        LATE,
        LEFT,
        /** By something that should not happen: the place must be given up all the same. */
        FAILED
    }

    private TurnWait() {}

    /** Waits until the turn is granted, for so long at most. An interruption ends the patience. */
    static End await(CountDownLatch turn, Duration patience, Presence client) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (true) {
                long left = end - System.nanoTime();
                if (turn.await(Math.min(left, LOOK.toNanos()), TimeUnit.NANOSECONDS)) {
                    return End.GRANTED;
                }
                if (left <= LOOK.toNanos()) {
                    return End.LATE;
                }
                if (!client.isThere()) {
                    return End.LEFT;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return End.LATE;
        }
    }

    /** The refusal that nobody will read but the log. */
    public static ScimException left() {
        return ScimException.of(
                LEFT_STATUS,
                "The client closed its connection while the request waited for its turn; nothing was done.");
    }
}
