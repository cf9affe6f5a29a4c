package dev.rollcall.store.postgres;

import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.SqlFailure;
import dev.rollcall.store.session.SqlWriteSession;
import dev.rollcall.store.session.UpkeepTurn;
import dev.rollcall.store.table.Tables;
import dev.rollcall.store.write.Pending;
import dev.rollcall.store.write.WriteBatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the waiting works of a lane durable, several in one transaction; one that lost against others runs again. */
final class LaneWriter implements Lanes.Leader {
    private static final int FIRST_PAUSE_MILLIS = 2;
    private static final int LONGEST_PAUSE_MILLIS = 100;

    private final PostgresPools pools;
    private final PostgresDialect dialect;
    private final StoreOptions options;
    private final UpkeepTurn turn = new UpkeepTurn();

    LaneWriter(PostgresPools pools, PostgresDialect dialect, StoreOptions options) {
        this.pools = pools;
        this.dialect = dialect;
        this.options = options;
    }

    @Override
    public void lead(String lane, Lanes.Waiting waiting) {
        List<Pending<WriteSession, ?>> taken = new ArrayList<>();
        try (Connection connection = pools.writer()) {
            if (!together(connection, lane, waiting, taken)) {
                for (Pending<WriteSession, ?> work : taken) {
                    alone(connection, lane, work);
                }
            }
        } catch (SQLException e) {
            abandon(taken, waiting, dialect.failure(e));
        } catch (StorageException e) {
            abandon(taken, waiting, e);
        }
    }

    /** Runs what waits in one transaction. @return false when it lost against another one and nothing is in force */
    private boolean together(
            Connection connection, String lane, Lanes.Waiting waiting, List<Pending<WriteSession, ?>> taken) {
        WriteBatch batch = batch(connection, lane);
        Instant until = options.clock().instant().plus(options.groupCommitTime());
        try {
            @Nullable
            Pending<WriteSession, ?> next = waiting.poll();
            while (next != null) {
                taken.add(next);
                batch.add(next);
                boolean more = batch.size() < options.groupCommitSize() && options.clock().instant().isBefore(until);
                next = more ? waiting.poll() : null;
            }
        } catch (SqlFailure lost) {
            if (lost.kind() != SqlFailure.Kind.RETRYABLE) {
                throw lost;
            }
            return false;
        }
        batch.finish();
        return true;
    }

    private void alone(Connection connection, String lane, Pending<WriteSession, ?> work) {
        for (int attempt = 1;; attempt++) {
            pause(attempt);
            WriteBatch batch = batch(connection, lane);
            try {
                batch.add(work);
                batch.finish();
                return;
            } catch (SqlFailure lost) {
                if (lost.kind() != SqlFailure.Kind.RETRYABLE || attempt == options.attempts()) {
                    work.fail(new StorageException("The write kept losing against others; nothing was changed. Send the"
                            + " request again.", lost));
                    work.answer();
                    return;
                }
            }
        }
    }

    private WriteBatch batch(Connection connection, String lane) {
        Database database = pools.database(connection);
        Tables tables = new Tables(database, dialect);
        return new WriteBatch(database, new PostgresTransaction(connection, database, dialect, lane),
                () -> new SqlWriteSession(tables, options, turn), options.attempts());
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

    private static void abandon(
            List<Pending<WriteSession, ?>> taken, Lanes.Waiting waiting, StorageException failure) {
        if (taken.isEmpty()) {
            // No connection could be had: whoever waits behind would only wait as long once more, one after the other.
            @Nullable
            Pending<WriteSession, ?> next = waiting.poll();
            while (next != null) {
                taken.add(next);
                next = waiting.poll();
            }
        }
        for (Pending<WriteSession, ?> work : taken) {
            if (!work.isAnswered()) {
                work.fail(failure);
                work.answer();
            }
        }
    }
}
