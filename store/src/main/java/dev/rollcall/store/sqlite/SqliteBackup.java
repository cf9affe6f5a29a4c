package dev.rollcall.store.sqlite;

import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.migration.Migrations;
import dev.rollcall.store.table.StreamEpoch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Copies of the embedded store.
 *
 * <p>Guarantees: a copy holds what was committed at one moment, whoever writes meanwhile, and stops nobody from writing. A store
 * is replaced as a whole or not at all, by a copy that was looked through before, and what was there is kept beside it.
 */
public final class SqliteBackup {
    /** A row of the change record is numbered by this many a millisecond at most, so that no number comes back. */
    private static final long CHANGES_A_MILLISECOND = 1_000;

    private static final DateTimeFormatter MOMENT = DateTimeFormatter
            .ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private SqliteBackup() {}

    /**
     * Writes a copy of a folder's database.
     *
     * @param file an empty file, which the caller made for the right people to read
     */
    public static void write(Path folder, Path file) {
        try (Database database = open(DataFolder.database(folder))) {
            database.update("VACUUM INTO ?", file.toAbsolutePath().toString());
        }
    }

    /**
     * Puts a copy in the place of a folder's database, and begins a new epoch: everybody who follows the change record has to
     * begin anew, and no number of a change that was recorded after the copy was made comes back.
     *
     * @param lock of the folder, which nobody can serve from meanwhile
     * @return where the database that was there is now; empty when there was none
     * @throws StorageException when the file is no copy of a store that this version knows, is damaged, or somebody uses the
     *     database; nothing is changed then
     */
    public static Optional<Path> restore(ServeLock lock, Path file, Instant now) {
        Path database = DataFolder.database(lock.folder());
        Path staged = database.resolveSibling("rollcall.db.restoring");
        try {
            Files.deleteIfExists(staged);
            DataFolder.createDatabaseFile(staged);
            try (OutputStream out = Files.newOutputStream(staged, StandardOpenOption.WRITE)) {
                Files.copy(file, out);
            }
            examine(staged, file);
            SqliteStorage.migrateFile(staged);
            beginEpoch(staged, now);
            try (FileChannel channel = FileChannel.open(staged, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Optional<Path> replaced = Files.exists(database) ? Optional.of(setAside(database, now)) : Optional.empty();
            Files.move(staged, database, StandardCopyOption.ATOMIC_MOVE);
            return replaced;
        } catch (IOException e) {
            throw new StorageException("The backup " + file + " cannot be put into " + lock.folder().toAbsolutePath()
                    + ": is the file there to read, is the folder yours to write to, and has its disk room for both?",
                    e);
        } finally {
            discard(staged);
        }
    }

    private static void examine(Path staged, Path file) {
        int version = 0;
        String state = "no database";
        try (Database database = open(staged)) {
            version = SqliteStorage.version(database);
            state = database.first(Sql.of("PRAGMA quick_check(1)"), row -> row.text(1)).orElse(state);
        } catch (StorageException e) {
            throw new StorageException(notOurs(file), e);
        }
        if (version == 0 || !state.equals("ok")) {
            throw new StorageException(notOurs(file));
        }
        Migrations.requireNotNewer(version);
    }

    private static String notOurs(Path file) {
        return "The file " + file + " is no whole backup of a store: give one that \"rollcall backup\" wrote.";
    }

    private static void beginEpoch(Path staged, Instant now) {
        try (Database database = open(staged)) {
            StreamEpoch.begin(database, now);
            database.update("UPDATE change SET seq = max(seq, ?) WHERE seq = (SELECT max(c.seq) FROM change c)",
                    now.toEpochMilli() * CHANGES_A_MILLISECOND);
        }
    }

    /** Keeps the database under another name. Leaving the journal's mode fails while anybody has it open. */
    private static Path setAside(Path database, Instant now) throws IOException {
        try (Database open = open(database)) {
            open.execute("PRAGMA busy_timeout = 1000");
            String mode = open.first(Sql.of("PRAGMA journal_mode = DELETE"), row -> row.text(1)).orElse("");
            if (!mode.equals("delete")) {
                throw inUse(database);
            }
        } catch (StorageException e) {
            throw e.kind() == StorageException.Kind.BUSY ? inUse(database) : e;
        }
        Path aside = database.resolveSibling("rollcall-before-restore-" + MOMENT.format(now) + ".db");
        Files.createLink(aside, database);
        return aside;
    }

    private static StorageException inUse(Path database) {
        return new StorageException(
                "The database " + database + " is in use by another command. Wait for its end, and try"
                        + " again; nothing was changed.");
    }

    private static Database open(Path file) {
        SqliteDialect dialect = new SqliteDialect();
        try {
            Database database = new Database(DriverManager.getConnection(SqliteConnections.url(file)), dialect, 0);
            database.execute("PRAGMA busy_timeout = 10000");
            return database;
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
    }

    private static void discard(Path staged) {
        for (String suffix : new String[]{"", "-journal", "-wal", "-shm"}) {
            try {
                Files.deleteIfExists(staged.resolveSibling(staged.getFileName() + suffix));
            } catch (IOException e) {
                throw new StorageException("The file " + staged + suffix + " cannot be deleted; delete it yourself.",
                        e);
            }
        }
    }
}
