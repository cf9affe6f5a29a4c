package dev.rollcall.server.limit;

import java.time.Duration;

/**
 * The bounds of {@link BodyMemory}.
 *
 * @param bytes what all bodies in flight may take together, with what is made of them; the setting {@code
 *     limits.body-memory}; a tenth of it is kept for small bodies
 * @param patience how long a request waits in all before it is refused; the setting {@code limits.body-wait}
 * @param waiting how many requests of one connection may wait; more are refused at once; the setting {@code
 *     limits.body-waiting}
 */
public record BodyMemoryOptions(long bytes, Duration patience, int waiting) {
    /** The least that {@link #bytes} may be: less would not hold one usual body of 1 MiB. */
    public static final long MINIMUM = 16L << 20;

    private static final int SMALL_PART = 10;

    public BodyMemoryOptions {
        if (bytes < MINIMUM || patience.isNegative() || waiting < 1) {
            throw new IllegalArgumentException("limits.body-memory must be at least " + MINIMUM
                    + " bytes, limits.body-wait not negative, and limits.body-waiting at least 1.");
        }
    }

    /** What bodies may take unless it is set: half of the largest heap that the process may have. */
    public static long shareOfTheHeap() {
        return Math.max(MINIMUM, Runtime.getRuntime().maxMemory() / 2);
    }

    /** What is kept for small bodies. */
    long small() {
        return bytes / SMALL_PART;
    }

    /** What large bodies share. */
    long large() {
        return bytes - small();
    }
}
