package dev.rollcall.store.sqlite;

import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteOpenMode;

/** Opens connections to a database file, and refuses any whose commits would not be durable. */
final class SqliteConnections {
    private static final int KEPT_STATEMENTS = 200;
    private static final int WRITER_CACHE_KIB = 65_536;
    private static final int READER_CACHE_KIB = 16_384;
    private static final long KEPT_WAL_BYTES = 64L << 20;
    /** As many as are kept of the log: the longer it is, the more writes of one page come down to one. */
    private static final int CHECKPOINT_PAGES = 16_000;
    private static final long FULL = 2;

    /** How a connection comes about. */
    interface Opening {
        Connection open(String url, Properties settings) throws SQLException;
    }

    private final Opening opening;
    private final Path file;
    private final StoreOptions options;
    private final SqliteDialect dialect;

    SqliteConnections(Path file, StoreOptions options, SqliteDialect dialect) {
        this(DriverManager::getConnection, file, options, dialect);
    }

    SqliteConnections(Opening opening, Path file, StoreOptions options, SqliteDialect dialect) {
        this.opening = opening;
        this.file = file;
        this.options = options;
        this.dialect = dialect;
    }

    /** The JDBC URL of the file. */
    static String url(Path file) {
        return "jdbc:sqlite:" + file.toAbsolutePath();
    }

    /** A connection to a file that nobody writes and that may lie where nothing can be written. */
    Database immutable() {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setTempStore(TempStore.MEMORY);
        config.setCacheSize(-READER_CACHE_KIB);
        config.setOpenMode(SQLiteOpenMode.NOMUTEX);
        return connect("jdbc:sqlite:" + file.toAbsolutePath().toUri() + "?immutable=1", config);
    }

    /** A connection that writes. */
    Database writer() {
        Database database = open(WRITER_CACHE_KIB);
        database.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
        database.execute("PRAGMA journal_size_limit = " + KEPT_WAL_BYTES);
        return database;
    }

    /** A connection that only reads. */
    Database reader() {
        Database database = open(READER_CACHE_KIB);
        database.execute("PRAGMA query_only = ON");
        return database;
    }

    private Database open(int cacheKib) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(Math.toIntExact(options.busyTimeout().toMillis()));
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setTempStore(TempStore.MEMORY);
        config.setCacheSize(-cacheKib);
        config.enforceForeignKeys(false);
        // Otherwise the driver prepares and runs a query of its own after every INSERT.
        config.setGetGeneratedKeys(false);
        // No connection is used by two threads at a time.
        config.setOpenMode(SQLiteOpenMode.NOMUTEX);
        Database database = connect(url(file), config);
        // Off whatever the library was built with: after each commit of another connection SQLite gives the whole mapping
        // back and takes every page fault again.
        database.execute("PRAGMA mmap_size = 0");
        requireDurable(database);
        return database;
    }

    private Database connect(String url, SQLiteConfig config) {
        try {
            return new Database(opening.open(url, config.toProperties()), dialect, KEPT_STATEMENTS);
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
    }

    private void requireDurable(Database database) {
        String journal = database.first(Sql.of("PRAGMA journal_mode"), row -> row.text(1)).orElse("");
        long synchronous = database.number(Sql.of("PRAGMA synchronous"));
        if (!"wal".equals(journal) || synchronous != FULL) {
            database.close();
            throw new StorageException("The database " + file + " cannot be opened for durable commits (journal mode "
                    + journal + ", synchronous " + synchronous + "). Put the data folder on a local disk that can map"
                    + " files into memory; network file systems cannot be used.");
        }
    }
}
