package dev.rollcall.store.sqlite;

import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.session.SqlReadSession;
import dev.rollcall.store.table.Tables;
import dev.rollcall.store.write.Pending;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A few platform threads, each with its own connection for reading: SQLite's native calls would pin the carriers of
 * virtual threads.
 */
final class ReaderThreads implements AutoCloseable {
    private final SqliteDialect dialect;
    private final BlockingQueue<Pending<ReadSession, ?>> waiting = new LinkedBlockingQueue<>();
    private final List<Pending<ReadSession, Boolean>> ends = new ArrayList<>();
    private final ReentrantReadWriteLock closing = new ReentrantReadWriteLock();
    private boolean closed;

    ReaderThreads(SqliteConnections connections, SqliteDialect dialect, StoreOptions options) {
        this.dialect = dialect;
        for (int i = 0; i < options.readers(); i++) {
            Database database = connections.reader();
            Pending<ReadSession, Boolean> end = new Pending<>(_ -> true);
            ends.add(end);
            Thread.ofPlatform().name("sqlite-reader-", i).daemon().start(() -> run(database));
        }
    }

    /** Hands a work over. */
    void submit(Pending<ReadSession, ?> work) {
        closing.readLock().lock();
        try {
            if (closed) {
                throw new StorageException("The store is closed; the server is stopping. Send the request again.");
            }
            waiting.add(work);
        } finally {
            closing.readLock().unlock();
        }
    }

    /** Finishes what was handed over, then closes the connections. */
    @Override
    public void close() {
        closing.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                waiting.addAll(ends);
            }
        } finally {
            closing.writeLock().unlock();
        }
        ends.forEach(Pending::await);
    }

    private void run(Database database) {
        ReadSession session = new SqlReadSession(new Tables(database, dialect));
        Pending<ReadSession, ?> work = take();
        while (!ends.contains(work)) {
            read(database, session, work);
            work.answer();
            work = take();
        }
        database.close();
        work.answer();
    }

    private static void read(Database database, ReadSession session, Pending<ReadSession, ?> work) {
        try {
            database.execute("BEGIN");
            try {
                work.run(session);
            } finally {
                database.execute("COMMIT");
            }
        } catch (RuntimeException | Error failure) {
            work.fail(failure);
        }
    }

    private Pending<ReadSession, ?> take() {
        while (true) {
            try {
                return waiting.take();
            } catch (InterruptedException e) {
                // Nobody has a reason to interrupt a reader; it ends by its last work alone.
                continue;
            }
        }
    }
}
