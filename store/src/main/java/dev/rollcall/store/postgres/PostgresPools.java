package dev.rollcall.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StorageWork.Connections;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections for reading and for writing. A server whose commits would not be durable is refused. */
final class PostgresPools implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresPools.class);
    private static final int OLDEST_SERVER = 130_000;
    private static final int IDLE_CONNECTIONS = 2;
    private static final int IDLE_IN_TRANSACTION_SECONDS = 60;
    private static final String SILENCE_SECONDS = "60";
    /**
     * Every statement has an index to go by, so the planner is kept from walking tables whose figures are stale, and
     * from compiling plans because of the costs that this puts on the few small tables that are read whole.
     */
    static final String PLANNER_SETTINGS = "set_config('enable_seqscan', 'off', false), set_config('jit', 'off', false)";
    private static final Set<String> DURABLE = Set.of("on", "remote_apply");

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
        // A stronger setting than ours stays; a weaker one of the server, the database or the role does not.
        config.setConnectionInitSql("SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit')"
                + " WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false),"
                + " set_config('lock_timeout', '" + options.busyTimeout().toMillis() + "ms', false),"
                + " set_config('idle_in_transaction_session_timeout', '" + IDLE_IN_TRANSACTION_SECONDS + "s', false), "
                + PLANNER_SETTINGS);
        config.addDataSourceProperty("ApplicationName", "rollcall");
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
                    + options.busyTimeout().toMillis() + " ms; check the database server, or raise store.pool-size.",
                    e);
        }
    }

    private void requireDurable() {
        try (Connection connection = writer()) {
            Database database = database(connection);
            if (database.number(Sql.of("SELECT current_setting('server_version_num')::int")) < OLDEST_SERVER) {
                throw new StorageException("This PostgreSQL is too old; Rollcall needs version 13 or newer.");
            }
            String fsync = setting(database, "fsync");
            String synchronousCommit = setting(database, "synchronous_commit");
            if (!"on".equals(fsync)) {
                throw new StorageException("PostgreSQL runs with fsync=" + fsync + ", so that a crash can lose what was"
                        + " acknowledged. Set fsync=on in postgresql.conf and restart it.");
            }
            if (!DURABLE.contains(synchronousCommit)) {
                throw new StorageException("PostgreSQL commits with synchronous_commit=" + synchronousCommit
                        + " although Rollcall asked for on; allow the role to set it.");
            }
            if (!"UTF8".equals(setting(database, "server_encoding"))) {
                throw new StorageException("The database's encoding is not UTF8; create one with ENCODING 'UTF8'.");
            }
            connection.commit();
            LOG.info("PostgreSQL: fsync={}, synchronous_commit={}", fsync, synchronousCommit);
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
    }

    static String setting(Database database, String name) {
        return database.first(Sql.of("SELECT current_setting(?)", name), row -> row.text(1)).orElse("");
    }
}
