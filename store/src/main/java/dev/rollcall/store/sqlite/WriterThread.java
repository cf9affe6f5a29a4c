package dev.rollcall.store.sqlite;

import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.session.SqlWriteSession;
import dev.rollcall.store.session.UpkeepTurn;
import dev.rollcall.store.table.Tables;
import dev.rollcall.store.write.Pending;
import dev.rollcall.store.write.WriteBatch;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * The one writer: takes what waits into one transaction, commits, then answers. Whatever comes during a commit is the
 * next transaction, so a lone caller never waits for company.
 */
final class WriterThread implements AutoCloseable {
    private final Database database;
    private final Tables tables;
    private final SqliteTransaction transaction;
    private final StoreOptions options;
    private final UpkeepTurn turn = new UpkeepTurn();
    private final BlockingQueue<Pending<WriteSession, ?>> waiting = new LinkedBlockingQueue<>();
    private final Pending<WriteSession, Boolean> end = new Pending<>(_ -> true);
    private final ReentrantReadWriteLock closing = new ReentrantReadWriteLock();
    private final Thread thread;
    private boolean closed;

    WriterThread(Database database, SqliteDialect dialect, StoreOptions options) {
        this.database = database;
        this.tables = new Tables(database, dialect);
        this.transaction = new SqliteTransaction(database);
        this.options = options;
        this.thread = Thread.ofPlatform().name("sqlite-writer").daemon().start(this::run);
    }

    /** Hands a work over; its answer comes after the commit. */
    void submit(Pending<WriteSession, ?> work) {
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

    /** Finishes what was handed over, then closes the connection. */
    @Override
    public void close() {
        closing.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                waiting.add(end);
            }
        } finally {
            closing.writeLock().unlock();
        }
        end.await();
    }

    private void run() {
        Pending<WriteSession, ?> first = take();
        while (first != end) {
            first = transaction(first);
        }
        database.close();
        end.answer();
    }

    /** Runs one transaction that begins with a work. @return the work that the next one begins with */
    private Pending<WriteSession, ?> transaction(Pending<WriteSession, ?> first) {
        WriteBatch batch = new WriteBatch(database, transaction, this::session, options.attempts());
        Instant until = options.clock().instant().plus(options.groupCommitTime());
        @Nullable
        Pending<WriteSession, ?> next = first;
        try {
            while (next != null && next != end) {
                batch.add(next);
                next = batch.size() < options.groupCommitSize() && options.clock().instant().isBefore(until)
                        ? waiting.poll()
                        : null;
            }
            batch.finish();
        } catch (RuntimeException | Error e) {
            StorageException failure = new StorageException("The writer failed: " + e.getMessage()
                    + " It is not known what was written; read before you write again.", e);
            batch.fail(failure);
            if (next != null && next != end && !next.isAnswered()) {
                next.fail(failure);
                next.answer();
            }
        }
        return next == end ? end : take();
    }

    private WriteSession session() {
        return new SqlWriteSession(tables, options, turn);
    }

    private Pending<WriteSession, ?> take() {
        while (true) {
            try {
                return waiting.take();
            } catch (InterruptedException e) {
                // Nobody has a reason to interrupt the writer; it ends by its last work alone.
                continue;
            }
        }
    }
}
