package dev.rollcall.store.write;

import dev.rollcall.directory.storage.StaleVersionException;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.SqlFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Works that become durable together. Each either succeeds or leaves nothing behind, whatever the others do; none is
 * answered before the commit.
 *
 * <p>The first work of a transaction needs no savepoint: when it fails, the whole transaction is given up.
 */
public final class WriteBatch {
    private final Database database;
    private final Transaction transaction;
    private final Supplier<WriteSession> sessions;
    private final int attempts;
    private final List<Pending<WriteSession, ?>> succeeded = new ArrayList<>();
    private final List<Pending<WriteSession, ?>> failed = new ArrayList<>();
    private boolean open;

    /**
     * An empty batch.
     *
     * @param sessions a new session for each attempt
     * @param attempts how often a work runs at most while its row keeps changing
     */
    public WriteBatch(Database database, Transaction transaction, Supplier<WriteSession> sessions, int attempts) {
        this.database = database;
        this.transaction = transaction;
        this.sessions = sessions;
        this.attempts = attempts;
    }

    /** How many works it holds, failed ones included. */
    public int size() {
        return succeeded.size() + failed.size();
    }

    /** All works that it holds. */
    public List<Pending<WriteSession, ?>> works() {
        List<Pending<WriteSession, ?>> works = new ArrayList<>(succeeded);
        works.addAll(failed);
        return works;
    }

    /**
     * Runs a work in the batch's transaction.
     *
     * @throws SqlFailure of kind RETRYABLE when the transaction lost against another one; nothing of the batch is in
     *     force then, and whoever called decides what to run again
     */
    public void add(Pending<WriteSession, ?> work) {
        for (int attempt = 1;; attempt++) {
            try {
                attempt(work);
                succeeded.add(work);
                return;
            } catch (StaleVersionException stale) {
                takeBack();
                if (attempt == attempts) {
                    reject(work, new StorageException("The resource kept changing while it was being written; nothing"
                            + " was changed. Send the request again.", stale));
                    return;
                }
            } catch (SqlFailure failure) {
                if (failure.kind() == SqlFailure.Kind.RETRYABLE) {
                    giveUp(failure);
                    throw failure;
                }
                takeBack(failure);
                reject(work, failure);
                return;
            } catch (RuntimeException | Error failure) {
                takeBack(failure);
                reject(work, failure);
                return;
            }
        }
    }

    /** Commits and answers everybody. */
    public void finish() {
        if (open && !succeeded.isEmpty()) {
            try {
                transaction.commit();
            } catch (StorageException failure) {
                giveUp(failure);
                StorageException unknown = new StorageException("The commit failed and its outcome is unknown: "
                        + failure.getMessage() + " Read the resource before you write it again.", failure);
                succeeded.forEach(work -> work.fail(unknown));
            }
        } else if (open) {
            transaction.rollback();
        }
        open = false;
        works().forEach(Pending::answer);
    }

    /** Answers everybody that the batch failed. */
    public void fail(StorageException failure) {
        works().forEach(work -> work.fail(failure));
        works().forEach(Pending::answer);
    }

    private void attempt(Pending<WriteSession, ?> work) {
        // What failed before this work, such as a BEGIN, is not its failure.
        database.takeFailure();
        if (!open) {
            transaction.begin();
            open = true;
        }
        if (!succeeded.isEmpty()) {
            transaction.mark();
        }
        work.run(sessions.get());
        database.takeFailure().ifPresent(swallowed -> {
            throw swallowed;
        });
    }

    private void reject(Pending<WriteSession, ?> work, Throwable failure) {
        work.fail(failure);
        failed.add(work);
    }

    private void takeBack(Throwable reason) {
        try {
            takeBack();
        } catch (StorageException alsoFailed) {
            // The engine gave the whole transaction up by itself, as on a full disk; nobody's work is in force.
            reason.addSuppressed(alsoFailed);
            giveUp(reason);
            StorageException lost = new StorageException("Another write of the same transaction broke it: "
                    + reason.getMessage() + " Nothing was changed; send the request again.", reason);
            succeeded.forEach(work -> reject(work, lost));
            succeeded.clear();
        }
    }

    private void takeBack() {
        if (!open) {
            return;
        }
        if (succeeded.isEmpty()) {
            transaction.rollback();
            open = false;
        } else {
            transaction.undo();
        }
        database.takeFailure();
    }

    private void giveUp(Throwable reason) {
        try {
            if (open) {
                transaction.rollback();
            }
        } catch (StorageException e) {
            reason.addSuppressed(e);
        }
        open = false;
        database.takeFailure();
    }
}
