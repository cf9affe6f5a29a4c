package dev.rollcall.store.sqlite;

import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StorageHealth;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.health.Pulse;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.migration.Migrations;
import dev.rollcall.store.table.TypeMemory;
import dev.rollcall.store.table.TypedWrites;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.function.Function;
import org.sqlite.SQLiteDataSource;

/**
 * The embedded store: one file in a folder, WAL, {@code synchronous=FULL}, one writer with group commit, a few readers.
 *
 * <p>One process serves from the folder, see {@link ServeLock}; others may open the same file beside it for short
 * reads and writes, which the server sees at once. They never change the schema while a server runs.
 */
public final class SqliteStorage implements Storage {
    private static final Sql HISTORY_THERE = Sql
            .of("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'flyway_schema_history'");

    private final SqliteDialect dialect;
    private final Pulse pulse;
    private final WriterThread writer;
    private final ReaderThreads readers;
    private final TypedWrites typed;
    private final SqliteHealth health;

    private SqliteStorage(Path folder, StoreOptions options) {
        this(DriverManager::getConnection, folder, options);
    }

    /** Opens a database that is there, by connections that come about in another way. */
    SqliteStorage(SqliteConnections.Opening opening, Path folder, StoreOptions options) {
        this.dialect = new SqliteDialect();
        this.pulse = new Pulse(options);
        SqliteConnections connections = new SqliteConnections(opening, DataFolder.database(folder), options,
                dialect);
        TypeMemory types = new TypeMemory(options.typeBytes());
        this.typed = new TypedWrites(types, options.attempts());
        this.readers = new ReaderThreads(connections::reader, dialect, options, pulse, types.reading());
        this.writer = new WriterThread(
                new RenewedConnection(connections::writer, dialect, options, types.writing()), options, pulse);
        this.health = new SqliteHealth(folder, options, pulse, writer, readers);
    }

    /**
     * Opens the database of a folder that this process serves from; brings its schema to the current version.
     *
     * @throws StorageException when it is newer than this version, or cannot commit durably
     */
    public static SqliteStorage open(ServeLock lock, StoreOptions options) {
        bringUpToDate(lock);
        return new SqliteStorage(lock.folder(), options);
    }

    /** Brings the schema of a folder's database, which is made if need be, to the current version. */
    static void bringUpToDate(ServeLock lock) {
        if (!isCurrent(version(lock.folder()), lock.folder())) {
            migrate(lock.folder());
        }
    }

    /** Whether the folder has a database. */
    public static boolean isIn(Path folder) {
        return Files.exists(DataFolder.database(folder));
    }

    /**
     * Opens the database of a folder beside a server that may be running.
     *
     * @throws StorageException when its schema is of another version and a server is running, is newer than this
     *     version, or cannot commit durably
     */
    public static SqliteStorage open(Path folder, StoreOptions options) {
        DataFolder.create(folder);
        int version = version(folder);
        if (!isCurrent(version, folder)) {
            try (ServeLock _ = ServeLock.tryTake(folder)
                    .orElseThrow(() -> new StorageException("The database in "
                            + folder + " has schema version " + version + ", this command needs " + Migrations.CURRENT
                            + ", filled in, and a server is running on it. If it is still starting, wait until it is"
                            + " ready; otherwise use the command of the server's version, or restart the server with this"
                            + " version first."))) {
                migrate(folder);
            }
        }
        return new SqliteStorage(folder, options);
    }

    @Override
    public <T> T write(Share share, String lane, Function<WriteSession, T> work) {
        try {
            return typed.run(() -> writer.write(share, work),
                    connection -> readers.read(share, session -> session.declarations().current(connection)));
        } catch (StorageException failure) {
            pulse.failed(failure);
            throw failure;
        }
    }

    @Override
    public <T> T read(Share share, Function<ReadSession, T> work) {
        try {
            return readers.read(share, work);
        } catch (StorageException failure) {
            pulse.failed(failure);
            throw failure;
        }
    }

    @Override
    public StorageHealth health() {
        return health.look();
    }

    @Override
    public String engine() {
        return dialect.engine();
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
    }

    private static int version(Path folder) {
        return Files.exists(DataFolder.database(folder)) ? look(folder, SqliteStorage::version) : 0;
    }

    /** @throws StorageException when a newer version of Rollcall has written it */
    private static boolean isCurrent(int version, Path folder) {
        Migrations.requireNotNewer(version);
        return version == Migrations.CURRENT
                && look(folder, (Database database) -> Migrations.isCurrent(database, version));
    }

    private static <T> T look(Path folder, Function<Database, T> look) {
        Path file = DataFolder.database(folder);
        SqliteDialect dialect = new SqliteDialect();
        try (Database database = new Database(DriverManager.getConnection(SqliteConnections.url(file)), dialect, 0)) {
            database.execute("PRAGMA busy_timeout = 10000");
            return look.apply(database);
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
    }

    static int version(Database database) {
        return Migrations.version(database, HISTORY_THERE);
    }

    private static void migrate(Path folder) {
        DataFolder.createDatabase(folder);
        migrateFile(DataFolder.database(folder));
    }

    static void migrateFile(Path file) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl(SqliteConnections.url(file));
        Migrations.migrate(source, Migrations.Engine.SQLITE);
    }
}
