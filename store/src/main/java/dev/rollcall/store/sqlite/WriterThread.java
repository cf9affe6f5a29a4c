package dev.rollcall.store.sqlite;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.fair.Turn;
import dev.rollcall.store.health.Pulse;
import dev.rollcall.store.write.Pending;
import dev.rollcall.store.write.Transaction;
import dev.rollcall.store.write.WorkQueue;
import dev.rollcall.store.write.WriteBatch;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one writer: takes what waits into one transaction, commits, then answers. Whatever comes during a commit is the
 * next transaction, so a lone caller never waits for company. Among several callers, it lets others have the processor once
 * before it commits: on a machine with few of them, their works are ready by then and share the commit.
 *
 * <p>Whatever a round throws, whoever was taken is answered, and the thread goes on with the next one.
 */
final class WriterThread implements AutoCloseable {
    static final String NAME = "sqlite-writer";

    private final RenewedConnection connection;
    private final Transaction transaction;
    private final StoreOptions options;
    private final LongSupplier nanos;
    private final Pulse pulse;
    private final WorkQueue<WriteSession> queue;
    private final AtomicReference<Optional<Long>> roundSince = new AtomicReference<>(Optional.empty());
    private final Runnable giveWay;
    private final Thread thread;
    /** How many works shared the last transaction; the thread's own. */
    private int lastSize;

    WriterThread(RenewedConnection connection, StoreOptions options, Pulse pulse) {
        this(connection, options, pulse, Thread::yield);
    }

    /** @param giveWay lets other threads have the processor, if any wants it */
    WriterThread(RenewedConnection connection, StoreOptions options, Pulse pulse, Runnable giveWay) {
        this.connection = connection;
        this.transaction = new SqliteTransaction(connection, options, pulse);
        this.options = options;
        this.nanos = options.nanos();
        this.pulse = pulse;
        this.queue = new WorkQueue<>(options, Integer.MAX_VALUE);
        this.giveWay = giveWay;
        this.thread = Thread.ofPlatform().name(NAME).daemon().start(this::run);
    }

    /** Runs a work and returns after the commit. */
    <T> T write(Share share, Function<WriteSession, T> work) {
        return queue.run(share, work);
    }

    /** What waits. */
    WorkQueue<WriteSession> queue() {
        return queue;
    }

    /** Whether it takes works. */
    boolean isAlive() {
        return thread.isAlive();
    }

    /** For how long the transaction is under way that is. */
    Duration busyFor() {
        return roundSince.get().map(since -> Duration.ofNanos(nanos.getAsLong() - since)).orElse(Duration.ZERO);
    }

    /** Finishes what was handed over, then closes the connection. */
    @Override
    public void close() {
        queue.close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean more = true;
        while (more) {
            try {
                more = round();
            } catch (Throwable failure) {
                pulse.lost(NAME, failure);
            }
        }
        try {
            connection.close();
        } catch (Throwable failure) {
            pulse.lost(NAME, failure);
        }
    }

    /** Runs one transaction. @return false when the store is closed and nothing waits any more */
    private boolean round() {
        WriteBatch batch = new WriteBatch(transaction, options.groupCommitSize(), options.attempts());
        @Nullable
        Turn<Pending<WriteSession, ?>> turn = queue.take();
        if (turn == null) {
            return false;
        }
        try {
            batch.take(turn.work());
            long begin = nanos.getAsLong();
            boolean gaveWay = false;
            roundSince.set(Optional.of(begin));
            run(batch, turn.share());
            while (batch.size() < options.groupCommitSize()
                    && nanos.getAsLong() - begin < options.groupCommitTime().toNanos()) {
                turn = queue.poll();
                if (turn == null && !gaveWay && Math.max(batch.size(), lastSize) > 1) {
                    gaveWay = true;
                    giveWay.run();
                    turn = queue.poll();
                }
                if (turn == null) {
                    break;
                }
                batch.take(turn.work());
                run(batch, turn.share());
            }
            lastSize = batch.size();
            batch.finish();
        } catch (Throwable failure) {
            batch.fail(failure);
            throw failure;
        } finally {
            roundSince.set(Optional.empty());
        }
        return true;
    }

    private void run(WriteBatch batch, Share share) {
        long begin = nanos.getAsLong();
        try {
            batch.run();
        } finally {
            queue.done(share, nanos.getAsLong() - begin);
        }
    }
}
