package dev.rollcall.store.sqlite;

import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StorageHealth;
import dev.rollcall.directory.storage.StorageWork.Connections;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.health.Pulse;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.migration.Migrations;
import dev.rollcall.store.table.TypeMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The embedded store where nothing can be written: a copy on a read-only disk, or a folder of somebody else. It can be read when
 * it was closed in order.
 *
 * <p>Guarantees: no file is made, changed or locked.
 */
public final class UnwritableStorage implements Storage {
    private final Path folder;
    private final StoreOptions options;
    private final SqliteDialect dialect = new SqliteDialect();
    private final Pulse pulse;
    private final ReaderThreads readers;

    private UnwritableStorage(Path folder, StoreOptions options) {
        this.folder = folder;
        this.options = options;
        this.pulse = new Pulse(options);
        this.readers = new ReaderThreads(connections(folder, options, dialect)::immutable, dialect, options, pulse,
                new TypeMemory(options.typeBytes()).reading());
    }

    /** Whether the database of a folder cannot be written, so that it has to be opened in this way. */
    public static boolean isIn(Path folder) {
        Path file = DataFolder.database(folder);
        return Files.exists(file) && !(Files.isWritable(folder) && Files.isWritable(file));
    }

    /**
     * Opens the database of a folder.
     *
     * @throws StorageException when it was not closed in order, or its schema is not the current one
     */
    public static UnwritableStorage open(Path folder, StoreOptions options) {
        requireClosed(folder);
        try (Database database = connections(folder, options, new SqliteDialect()).immutable()) {
            int version = SqliteStorage.version(database);
            Migrations.requireNotNewer(version);
            if (!Migrations.isCurrent(database, version)) {
                throw new StorageException("The database in " + folder + " has schema version " + version
                        + ", this command needs " + Migrations.CURRENT
                        + ", filled in, and the folder cannot be written. Use the"
                        + " command of that version, or copy the folder to where it can be written.");
            }
        }
        return new UnwritableStorage(folder, options);
    }

    private static SqliteConnections connections(Path folder, StoreOptions options, SqliteDialect dialect) {
        return new SqliteConnections(DataFolder.database(folder), options, dialect);
    }

    /** What a service has not written into the database itself yet is beside it. */
    private static void requireClosed(Path folder) {
        Path log = folder.resolve(DataFolder.database(folder).getFileName() + "-wal");
        try {
            if (Files.exists(log) && Files.size(log) > 0) {
                throw new StorageException("The database in " + folder
                        + " is in use or was not closed in order, so it can"
                        + " only be read where its folder can be written. Run the command as the user of the service, or"
                        + " copy the folder to where you can write.");
            }
        } catch (IOException e) {
            throw new StorageException("The file " + log + " cannot be looked at; check the owner and the mode of the"
                    + " folder.", e);
        }
    }

    @Override
    public <T> T write(Share share, String lane, Function<WriteSession, T> work) {
        throw new StorageException("The database in " + folder + " cannot be written, so nothing was changed. Check the"
                + " owner and the mode of the folder and of the database in it, or name another folder with --data.");
    }

    @Override
    public <T> T read(Share share, Function<ReadSession, T> work) {
        return readers.read(share, work);
    }

    @Override
    public StorageHealth health() {
        return new StorageHealth(pulse.sinceCommit(), Duration.ZERO, 0, readers.queue().waiting(), OptionalLong.empty(),
                pulse.work(List.of(Connections.read(options.readers(), readers.busy()))),
                List.of("The data folder cannot be written; check its owner and mode."));
    }

    @Override
    public String engine() {
        return dialect.engine();
    }

    @Override
    public void close() {
        readers.close();
    }
}
