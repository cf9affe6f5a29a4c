package dev.rollcall.directory.resource;

/**
 * How long one request computes before others have a chance to.
 *
 * <p>A virtual thread that computes keeps the thread of the system on which it runs, and there are few of those: every loop
 * over resources or members that may be long calls {@link #pause} between two of them, so that a small request waits for
 * milliseconds and never for a whole page. What is computed for one large resource has its turn of {@link ProcessorTurns}
 * instead. Confined to one thread.
 */
public final class TimeSlice {
    private static final long NANOS = 1_000_000;

    private long since = System.nanoTime();

    /** Lets others go on when it has been computed for a while. */
    public void pause() {
        if (System.nanoTime() - since > NANOS) {
            Thread.yield();
            since = System.nanoTime();
        }
    }
}
