package dev.rollcall.store.fair;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StorageException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A number of permits that are given out fairly between shares, as {@link FairQueue} does it. One share never has all of
 * them, unless there is but one.
 */
public final class FairPermits {
    private final FairQueue<CountDownLatch> queue;
    private final Duration patience;
    private final LongSupplier nanos;
    private int free;

    /**
     * So many permits.
     *
     * @param waitingOfOne how many of one share wait at most
     * @param patience for how long one waits at most
     * @param nanos a time that only goes forward
     */
    public FairPermits(int permits, int waitingOfOne, Duration patience, LongSupplier nanos) {
        this.queue = new FairQueue<>(waitingOfOne, ofOneShare(permits), nanos);
        this.patience = patience;
        this.nanos = nanos;
        this.free = permits;
    }

    /** How many of so many permits one share has at most: a quarter, and at least one, is left to the others. */
    public static int ofOneShare(int permits) {
        return permits == 1 ? 1 : permits - Math.max(1, permits / 4);
    }

    /** The right to go on; given back by closing it, once. */
    public final class Permit implements AutoCloseable {
        private final Share share;
        private final long since = nanos.getAsLong();

        private Permit(Share share) {
            this.share = share;
        }

        @Override
        public void close() {
            giveBack(share, nanos.getAsLong() - since);
        }
    }

    /**
     * Waits for a permit.
     *
     * @throws StorageException of the kind OVERLOADED when too many of the share wait, or it waited too long
     */
    public Permit acquire(Share share) {
        CountDownLatch turn = new CountDownLatch(1);
        queue.add(share, turn);
        dispatch();
        if (!Patience.await(turn, patience) && queue.withdraw(share, turn)) {
            throw Overload.tooLong(share, patience);
        }
        // Not there any more although the patience is at its end: it was given at the last moment.
        Patience.await(turn);
        return new Permit(share);
    }

    /** How many wait. */
    public int waiting() {
        return queue.waiting();
    }

    /** For how many nanoseconds the one waits who waits longest. */
    public long longestWait() {
        return queue.longestWait();
    }

    private void giveBack(Share share, long took) {
        queue.done(share, took);
        synchronized (this) {
            free++;
        }
        dispatch();
    }

    private synchronized void dispatch() {
        while (free > 0) {
            @Nullable
            Turn<CountDownLatch> turn = queue.poll();
            if (turn == null) {
                return;
            }
            free--;
            turn.work().countDown();
        }
    }
}
