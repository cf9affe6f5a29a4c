package dev.rollcall.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StorageWork.Connections;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.jdbc.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Connections for reading and for writing. A server whose commits would not be durable is refused. */
final class PostgresPools implements AutoCloseable {
    /** What connections of a store that is in use are called in pg_stat_activity. */
    static final String APPLICATION = "rollcall";

    private static final int IDLE_CONNECTIONS = 2;
    private static final int IDLE_IN_TRANSACTION_SECONDS = 60;
    private static final String SILENCE_SECONDS = "60";
    /**
     * Every statement has an index to go by, so the planner is kept from walking tables whose figures are stale, and
     * from compiling plans because of the costs that this puts on the few small tables that are read whole.
     */
    static final String PLANNER_SETTINGS = "set_config('enable_seqscan', 'off', false), set_config('jit', 'off', false)";

    private final PostgresDialect dialect;
    private final StoreOptions options;
    private final HikariDataSource writers;
    private final HikariDataSource readers;

    PostgresPools(String url, StoreOptions options, PostgresDialect dialect) {
        this.dialect = dialect;
        this.options = options;
        this.writers = open(config(url, "write", "TRANSACTION_READ_COMMITTED", false));
        HikariDataSource reading = null;
        try {
            requireDurable();
            reading = open(config(url, "read", "TRANSACTION_REPEATABLE_READ", true));
        } finally {
            if (reading == null) {
                writers.close();
            }
        }
        this.readers = reading;
    }

    /** A connection for one transaction that writes. */
    Connection writer() {
        return connect(writers);
    }

    /** A connection for one snapshot. */
    Connection reader() {
        return connect(readers);
    }

    /** A writer's connection whose state is not known any more: it is closed instead of going back to the pool. */
    void evict(Connection connection) {
        writers.evictConnection(connection);
    }

    /** A connection as the store uses it. */
    Database database(Connection connection) {
        return new Database(connection, dialect, 0);
    }

    /** How many there may be of each pool, and how many are in use. */
    List<Connections> connections() {
        return List.of(
                Connections.read(options.poolSize(), readers.getHikariPoolMXBean().getActiveConnections()),
                Connections.write(options.poolSize(), writers.getHikariPoolMXBean().getActiveConnections()));
    }

    @Override
    public void close() {
        readers.close();
        writers.close();
    }

    private HikariConfig config(String url, String name, String isolation, boolean readOnly) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setPoolName("rollcall-" + name);
        config.setMaximumPoolSize(options.poolSize());
        config.setMinimumIdle(Math.min(IDLE_CONNECTIONS, options.poolSize()));
        config.setConnectionTimeout(options.busyTimeout().toMillis());
        config.setAutoCommit(false);
        // Otherwise the settings below begin the first transaction: its snapshot would be as old as the connection, and a
        // rollback would take the settings back.
        config.setIsolateInternalQueries(true);
        config.setReadOnly(readOnly);
        config.setTransactionIsolation(isolation);
        config.setConnectionInitSql("SELECT " + PostgresDurability.COMMIT_SETTING
                + ", set_config('lock_timeout', '" + options.busyTimeout().toMillis() + "ms', false),"
                + " set_config('idle_in_transaction_session_timeout', '" + IDLE_IN_TRANSACTION_SECONDS + "s', false), "
                + PLANNER_SETTINGS);
        config.addDataSourceProperty("ApplicationName", APPLICATION);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // A server that vanished without a word must not hold its connections, and who waits for them, for ever.
        config.addDataSourceProperty("socketTimeout", SILENCE_SECONDS);
        return config;
    }

    private static HikariDataSource open(HikariConfig config) {
        try {
            return new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            throw new StorageException("The database cannot be opened (" + e.getMessage() + "). Check the database URL,"
                    + " the user and the password in it, and that PostgreSQL runs there.", e);
        }
    }

    private Connection connect(HikariDataSource pool) {
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            throw new StorageException("No connection to the database became free in "
                    + options.busyTimeout().toSeconds() + " s; check the database server, or raise store.pool-size.",
                    e);
        }
    }

    private void requireDurable() {
        try (Connection connection = writer()) {
            PostgresDurability.require(database(connection));
            connection.commit();
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
    }
}
