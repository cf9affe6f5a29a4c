package dev.rollcall.store.postgres;

import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StorageHealth;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.fair.FairPermits;
import dev.rollcall.store.health.Pulse;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.table.Tables;
import dev.rollcall.store.table.TypeMemory;
import dev.rollcall.store.table.TypedWrites;
import dev.rollcall.store.write.Pending;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The store on PostgreSQL 13 or newer, for one node or several. Writes of one lane follow each other over all nodes and
 * are committed together within a node; reads are read-only snapshots.
 */
public final class PostgresStorage implements Storage {
    private final PostgresDialect dialect = new PostgresDialect();
    private final StoreOptions options;
    private final Pulse pulse;
    private final TypeMemory types;
    private final TypedWrites typed;
    private final PostgresPools pools;
    private final FairPermits writing;
    private final FairPermits reading;
    private final Lanes lanes;

    private PostgresStorage(String jdbcUrl, StoreOptions options) {
        this.options = options;
        this.pulse = new Pulse(options);
        this.types = new TypeMemory(options.typeBytes());
        this.typed = new TypedWrites(types, options.attempts());
        this.pools = new PostgresPools(jdbcUrl, options, dialect);
        this.writing = permits(options);
        this.reading = permits(options);
        this.lanes = new Lanes(new LaneWriter(pools, dialect, options, writing,
                new PostgresTransaction.Source(pools, dialect, options, pulse, types.writing())), options);
    }

    private static FairPermits permits(StoreOptions options) {
        return new FairPermits(options.poolSize(), options.waitingWorks(), options.busyTimeout(), options.nanos());
    }

    /**
     * Opens a database, and brings its schema to the current version; several nodes may do so at once.
     *
     * @param jdbcUrl {@code jdbc:postgresql://host/database?user=…&password=…}
     * @throws StorageException when the server would not commit durably ({@code fsync=off}), is too old, the schema is newer
     *     than this version, or another store is still being copied into it
     */
    public static PostgresStorage open(String jdbcUrl, StoreOptions options) {
        PostgresStorage storage = new PostgresStorage(jdbcUrl, options);
        boolean ready = false;
        try {
            if (!storage.isCurrent()) {
                PostgresSchema.bringUpToDate(jdbcUrl);
            }
            storage.lookWhetherRestored();
            ready = true;
            return storage;
        } finally {
            if (!ready) {
                storage.close();
            }
        }
    }

    @Override
    public <T> T write(Share share, String lane, Function<WriteSession, T> work) {
        try {
            return typed.run(() -> inLane(share, lane, work),
                    connection -> readFairly(share, session -> session.declarations().current(connection)));
        } catch (StorageException failure) {
            pulse.failed(failure);
            throw failure;
        }
    }

    private <T> T inLane(Share share, String lane, Function<WriteSession, T> work) {
        Pending<WriteSession, T> pending = new Pending<>(work);
        lanes.run(share, lane(share, lane), pending);
        return pending.await();
    }

    /** A lane belongs to its share: nobody enters another's by naming an id that is not its own. */
    static String lane(Share share, String lane) {
        return share.name() + '/' + lane;
    }

    @Override
    public <T> T read(Share share, Function<ReadSession, T> work) {
        try {
            return readFairly(share, work);
        } catch (StorageException failure) {
            pulse.failed(failure);
            throw failure;
        }
    }

    private <T> T readFairly(Share share, Function<ReadSession, T> work) {
        try (FairPermits.Permit _ = reading.acquire(share); Connection connection = pools.reader()) {
            T result = work
                    .apply(new Tables(pools.database(connection), dialect, options, types.reading()));
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
    }

    @Override
    public StorageHealth health() {
        List<String> troubles = pulse.isDiskFull()
                ? List.of("The disk of the PostgreSQL server is full; free some space there.")
                : List.of();
        return new StorageHealth(pulse.sinceCommit(), Duration.ofNanos(writing.longestWait()), writing.waiting(),
                reading.waiting(), OptionalLong.empty(), pulse.work(pools.connections()), troubles);
    }

    @Override
    public String engine() {
        return dialect.engine();
    }

    @Override
    public void close() {
        pools.close();
    }

    private void lookWhetherRestored() {
        boolean restored;
        try (Connection connection = pools.reader()) {
            restored = PostgresEpoch.isOver(pools.database(connection));
            connection.commit();
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
        if (restored) {
            try (Connection connection = pools.writer()) {
                PostgresEpoch.begin(pools.database(connection), options.clock().instant());
                connection.commit();
            } catch (SQLException e) {
                throw dialect.failure(e);
            }
        }
    }

    private boolean isCurrent() {
        try (Connection connection = pools.reader()) {
            Database database = pools.database(connection);
            PostgresSchema.requireFinished(database);
            boolean current = PostgresSchema.isCurrent(database);
            connection.commit();
            return current;
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
    }
}
