package dev.rollcall.store.sqlite;

import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.fair.FairPermits;
import dev.rollcall.store.fair.Turn;
import dev.rollcall.store.health.Pulse;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.table.TypeSource;
import dev.rollcall.store.write.Pending;
import dev.rollcall.store.write.WorkQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A few platform threads, each with its own connection for reading: SQLite's native calls would pin the carriers of
 * virtual threads. One share's reads never hold all of them, unless there is but one.
 */
final class ReaderThreads implements AutoCloseable {
    private final WorkQueue<ReadSession> queue;
    private final StoreOptions options;
    private final LongSupplier nanos;
    private final Pulse pulse;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger busy = new AtomicInteger();

    ReaderThreads(
            Supplier<Database> opening, SqliteDialect dialect, StoreOptions options, Pulse pulse, TypeSource types) {
        this.queue = new WorkQueue<>(options, FairPermits.ofOneShare(options.readers()));
        this.options = options;
        this.nanos = options.nanos();
        this.pulse = pulse;
        for (int i = 0; i < options.readers(); i++) {
            RenewedConnection connection = new RenewedConnection(opening, dialect, options, types);
            threads.add(Thread.ofPlatform().name("sqlite-reader-", i).daemon().start(() -> run(connection)));
        }
    }

    /** Runs a work on one snapshot. */
    <T> T read(Share share, Function<ReadSession, T> work) {
        return queue.run(share, work);
    }

    /** How many threads read. */
    int busy() {
        return busy.get();
    }

    /** What waits. */
    WorkQueue<ReadSession> queue() {
        return queue;
    }

    /** Finishes what was handed over, then closes the connections. */
    @Override
    public void close() {
        queue.close();
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(RenewedConnection connection) {
        boolean more = true;
        while (more) {
            try {
                more = round(connection);
            } catch (Throwable failure) {
                pulse.lost(Thread.currentThread().getName(), failure);
            }
        }
        try {
            connection.close();
        } catch (Throwable failure) {
            pulse.lost(Thread.currentThread().getName(), failure);
        }
    }

    /** Runs one work. @return false when the store is closed and nothing waits any more */
    private boolean round(RenewedConnection connection) {
        @Nullable
        Turn<Pending<ReadSession, ?>> turn = queue.take();
        if (turn == null) {
            return false;
        }
        Pending<ReadSession, ?> work = turn.work();
        long begin = nanos.getAsLong();
        busy.incrementAndGet();
        try {
            read(connection, work);
        } catch (Throwable failure) {
            work.fail(failure);
        } finally {
            busy.decrementAndGet();
            try {
                queue.done(turn.share(), nanos.getAsLong() - begin);
            } finally {
                work.answer();
            }
        }
        return true;
    }

    private void read(RenewedConnection connection, Pending<ReadSession, ?> work) {
        boolean ended = false;
        try {
            connection.database().execute("BEGIN");
            try {
                work.run(connection.tables());
            } finally {
                connection.database().execute("COMMIT");
                ended = true;
            }
            work.confirm();
        } finally {
            if (!ended) {
                // A transaction that stays open would keep its snapshot, and refuse the next one to begin.
                connection.close();
            }
        }
    }
}
