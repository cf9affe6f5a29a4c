package dev.rollcall.store.write;

import dev.rollcall.directory.storage.StaleVersionException;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StorageException.Kind;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.store.jdbc.SqlFailure;
import java.util.ArrayList;
import java.util.List;

/**
 * Works that become durable together. Each either succeeds or leaves nothing behind, whatever the others do; none is
 * answered before the commit, and each that was {@linkplain #take taken} is answered by {@link #finish} or {@link #fail}.
 *
 * <p>The first work of a transaction needs no savepoint: when it fails, the whole transaction is given up.
 */
public final class WriteBatch {
    private final Transaction transaction;
    private final int attempts;
    private final List<Pending<WriteSession, ?>> works;
    private int succeeded;
    private boolean open;
    private boolean committing;

    /**
     * An empty batch.
     *
     * @param size how many works it is to hold
     * @param attempts how often a work runs at most while its row keeps changing
     */
    public WriteBatch(Transaction transaction, int size, int attempts) {
        this.transaction = transaction;
        this.attempts = attempts;
        // All memory that is needed to remember who waits is had before anybody is taken.
        this.works = new ArrayList<>(size);
    }

    /** How many works it holds, failed ones included. */
    public int size() {
        return works.size();
    }

    /** Takes a work in, to be {@linkplain #run run} next. From here on it is answered with the others. */
    public void take(Pending<WriteSession, ?> work) {
        works.add(work);
    }

    /**
     * Runs the work that was taken last in the batch's transaction.
     *
     * @throws SqlFailure that is {@linkplain SqlFailure#isLost lost} when the transaction lost against another one;
     *     nothing of the batch is in force then, and whoever called decides what to run again
     */
    public void run() {
        Pending<WriteSession, ?> work = works.getLast();
        for (int attempt = 1;; attempt++) {
            try {
                attempt(work);
                succeeded++;
                return;
            } catch (StaleVersionException stale) {
                takeBack();
                if (attempt == attempts) {
                    work.fail(new StorageException(Kind.BUSY, "The resource kept changing while it was being written;"
                            + " nothing was changed. Send the request again.", stale));
                    return;
                }
            } catch (Throwable failure) {
                if (failure instanceof SqlFailure lost && lost.isLost()) {
                    giveUp(lost);
                    throw lost;
                }
                work.fail(failure);
                takeBack(failure);
                return;
            }
        }
    }

    /** Commits and answers everybody. */
    public void finish() {
        try {
            commit();
        } finally {
            answer();
        }
    }

    /** Gives the transaction up and answers everybody who was not: whatever went wrong, nobody waits for ever. */
    public void fail(Throwable reason) {
        try {
            if (open) {
                transaction.abandon();
                open = false;
            }
            failUndecided(committing
                    ? unknown(reason)
                    : new StorageException("The writer failed (" + reason + "); nothing was changed. Send the request"
                            + " again; if it lasts, restart the server.", reason));
        } finally {
            answer();
        }
    }

    private void commit() {
        if (!open) {
            return;
        }
        if (succeeded == 0) {
            transaction.rollback();
            open = false;
            return;
        }
        committing = true;
        try {
            transaction.commit();
            open = false;
            for (int i = 0; i < works.size(); i++) {
                works.get(i).confirm();
            }
        } catch (Throwable failure) {
            boolean definite = giveUp(failure)
                    && failure instanceof StorageException known
                    && known.kind() == Kind.DISK_FULL;
            failUndecided(definite ? failure : unknown(failure));
        }
    }

    private static StorageException unknown(Throwable failure) {
        return new StorageException(Kind.OUTCOME_UNKNOWN, "The commit failed and its outcome is unknown: "
                + failure.getMessage() + " Read the resource before you write it again.", failure);
    }

    private void attempt(Pending<WriteSession, ?> work) {
        // What failed before this work, such as a BEGIN, is not its failure.
        transaction.takeFailure();
        if (!open) {
            begin();
        }
        if (succeeded > 0) {
            transaction.mark();
        }
        work.run(transaction.session());
        transaction.takeFailure().ifPresent(swallowed -> {
            throw swallowed;
        });
    }

    private void begin() {
        try {
            transaction.begin();
            open = true;
        } catch (Throwable failure) {
            boolean busy = failure instanceof StorageException known && known.kind() == Kind.BUSY;
            if (!busy) {
                transaction.abandon();
            }
            throw failure;
        }
    }

    private void takeBack(Throwable reason) {
        try {
            takeBack();
        } catch (StorageException alsoFailed) {
            // The engine gave the whole transaction up by itself, as on a full disk; nobody's work is in force.
            reason.addSuppressed(alsoFailed);
            giveUp(reason);
            Kind kind = reason instanceof StorageException known ? known.kind() : Kind.OTHER;
            failUndecided(new StorageException(kind, "Another write of the same transaction broke it: "
                    + reason.getMessage() + " Nothing was changed; send the request again.", reason));
            succeeded = 0;
        }
    }

    private void takeBack() {
        if (!open) {
            return;
        }
        if (succeeded == 0) {
            transaction.rollback();
            open = false;
        } else {
            transaction.undo();
        }
        transaction.takeFailure();
    }

    /** @return whether the transaction is certainly given up */
    private boolean giveUp(Throwable reason) {
        boolean certain = true;
        if (open) {
            open = false;
            try {
                transaction.rollback();
            } catch (Throwable e) {
                certain = false;
                reason.addSuppressed(e);
                transaction.abandon();
            }
        }
        transaction.takeFailure();
        return certain;
    }

    private void failUndecided(Throwable reason) {
        for (int i = 0; i < works.size(); i++) {
            if (!works.get(i).hasFailed()) {
                works.get(i).fail(reason);
            }
        }
    }

    private void answer() {
        for (int i = 0; i < works.size(); i++) {
            works.get(i).answer();
        }
    }
}
