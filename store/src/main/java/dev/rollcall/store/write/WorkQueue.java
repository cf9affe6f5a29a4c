package dev.rollcall.store.write;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.fair.FairQueue;
import dev.rollcall.store.fair.Overload;
import dev.rollcall.store.fair.Turn;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Works that wait for the threads which run them, fairly between shares. Whoever waits has an answer: the work's own, or,
 * when its turn has not come within {@link StoreOptions#busyTimeout()}, that it was not run.
 *
 * @param <S> the session that works get
 */
public final class WorkQueue<S> {
    private final FairQueue<Pending<S, ?>> queue;
    private final Duration patience;

    /**
     * An empty queue.
     *
     * @param runningOfOne how many works of one share run at the same time at most
     */
    public WorkQueue(StoreOptions options, int runningOfOne) {
        this.queue = new FairQueue<>(options.waitingWorks(), runningOfOne, options.nanos());
        this.patience = options.busyTimeout();
    }

    /**
     * Has a work run and waits for its answer.
     *
     * @throws StorageException of the kind OVERLOADED when too many wait or its turn did not come; OTHER when it is closed
     */
    public <T> T run(Share share, Function<S, T> work) {
        Pending<S, T> pending = new Pending<>(work);
        queue.add(share, pending);
        if (!pending.awaitAnswer(patience) && queue.withdraw(share, pending)) {
            throw Overload.tooLong(share, patience);
        }
        return pending.await();
    }

    /** The next work, waited for; null when the queue is closed and nothing is left in it. */
    public @Nullable Turn<Pending<S, ?>> take() {
        return queue.take();
    }

    /** The next work, if one waits. */
    public @Nullable Turn<Pending<S, ?>> poll() {
        return queue.poll();
    }

    /** A work that was taken has run. @param took for how many nanoseconds */
    public void done(Share share, long took) {
        queue.done(share, took);
    }

    /** Takes nothing more in; what waits is still run. */
    public void close() {
        queue.close();
    }

    /** How many works wait. */
    public int waiting() {
        return queue.waiting();
    }

    /** For how long the work has waited that waits longest. */
    public Duration longestWait() {
        return Duration.ofNanos(queue.longestWait());
    }
}
