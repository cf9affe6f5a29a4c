package dev.rollcall.store.postgres;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StorageException.Kind;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.fair.FairPermits;
import dev.rollcall.store.jdbc.SqlFailure;
import dev.rollcall.store.write.Pending;
import dev.rollcall.store.write.WriteBatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the waiting works of a lane durable, several in one transaction; one that lost against others runs again. Every
 * work that it takes is answered, whatever is thrown.
 */
final class LaneWriter implements Lanes.Leader {
    private static final int FIRST_PAUSE_MILLIS = 2;
    private static final int LONGEST_PAUSE_MILLIS = 100;

    private final PostgresPools pools;
    private final PostgresDialect dialect;
    private final StoreOptions options;
    private final LongSupplier nanos;
    private final FairPermits permits;
    private final PostgresTransaction.Source transactions;

    LaneWriter(
            PostgresPools pools,
            PostgresDialect dialect,
            StoreOptions options,
            FairPermits permits,
            PostgresTransaction.Source transactions) {
        this.pools = pools;
        this.dialect = dialect;
        this.options = options;
        this.nanos = options.nanos();
        this.permits = permits;
        this.transactions = transactions;
    }

    @Override
    public void lead(Share share, String lane, Lanes.Waiting waiting) {
        // All memory that is needed to remember who waits is had before anybody is taken.
        List<Pending<WriteSession, ?>> taken = new ArrayList<>(options.groupCommitSize());
        try (FairPermits.Permit _ = permits.acquire(share); Connection connection = pools.writer()) {
            if (!together(connection, lane, waiting, taken)) {
                for (Pending<WriteSession, ?> work : taken) {
                    alone(connection, lane, work);
                }
            }
        } catch (SQLException e) {
            abandon(taken, waiting, dialect.failure(e));
        } catch (Throwable e) {
            abandon(taken, waiting, e);
        }
    }

    /** Runs what waits in one transaction. @return false when it lost against another one and nothing is in force */
    private boolean together(
            Connection connection, String lane, Lanes.Waiting waiting, List<Pending<WriteSession, ?>> taken) {
        WriteBatch batch = new WriteBatch(transactions.on(connection, lane), options.groupCommitSize(),
                options.attempts());
        long begin = nanos.getAsLong();
        try {
            @Nullable
            Pending<WriteSession, ?> next = waiting.poll();
            while (next != null) {
                taken.add(next);
                batch.take(next);
                batch.run();
                boolean more = batch.size() < options.groupCommitSize()
                        && nanos.getAsLong() - begin < options.groupCommitTime().toNanos();
                next = more ? waiting.poll() : null;
            }
        } catch (SqlFailure lost) {
            if (!lost.isLost()) {
                batch.fail(lost);
                throw lost;
            }
            return false;
        } catch (Throwable failure) {
            batch.fail(failure);
            throw failure;
        }
        batch.finish();
        return true;
    }

    private void alone(Connection connection, String lane, Pending<WriteSession, ?> work) {
        for (int attempt = 1;; attempt++) {
            pause(attempt);
            WriteBatch batch = new WriteBatch(transactions.on(connection, lane), 1, options.attempts());
            batch.take(work);
            try {
                batch.run();
                batch.finish();
                return;
            } catch (SqlFailure lost) {
                if (!lost.isLost() || attempt == options.attempts()) {
                    batch.fail(new StorageException(Kind.BUSY, "The write kept losing against others; nothing was"
                            + " changed. Send the request again.", lost));
                    return;
                }
            } catch (Throwable failure) {
                batch.fail(failure);
                throw failure;
            }
        }
    }

    /** Two who lost against each other must not meet again, so the pause has a random length. */
    private void pause(int attempt) {
        int longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempt, 6));
        try {
            Thread.sleep(Duration.ofMillis(options.random().nextInt(1, longest + 1)));
        } catch (InterruptedException e) {
            // The work belongs to others as well; it goes on without the pause, and its caller learns afterwards.
            Thread.currentThread().interrupt();
        }
    }

    /** Answers who was not: nothing of theirs was committed, or the batch would have answered them. */
    private static void abandon(List<Pending<WriteSession, ?>> taken, Lanes.Waiting waiting, Throwable failure) {
        for (int i = 0; i < taken.size(); i++) {
            fail(taken.get(i), failure);
        }
        if (taken.isEmpty()) {
            // No connection could be had: whoever waits behind would only wait as long once more, one after the other.
            @Nullable
            Pending<WriteSession, ?> next = waiting.poll();
            while (next != null) {
                fail(next, failure);
                next = waiting.poll();
            }
        }
    }

    private static void fail(Pending<WriteSession, ?> work, Throwable failure) {
        if (!work.isAnswered()) {
            work.fail(failure);
            work.answer();
        }
    }
}
