package dev.rollcall.store.sqlite;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.contract.StorageContract;
import dev.rollcall.store.contract.TestClock;
import dev.rollcall.store.jdbc.Database;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The contract on SQLite; the second storage is a command beside the server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqliteStorageTest implements StorageContract {
    private final TestClock clock = new TestClock();
    private final StoreOptions options = StoreOptions.defaults().withSweepSize(10).with(clock, new Random(1));

    @TempDir
    static Path folder;

    private ServeLock lock;
    private Storage storage;
    private Storage beside;

    @BeforeAll
    void open() {
        lock = ServeLock.take(folder);
        storage = SqliteStorage.open(lock, options);
        beside = SqliteStorage.open(folder, options);
    }

    @AfterAll
    void close() {
        beside.close();
        storage.close();
        lock.close();
    }

    @Override
    public Storage storage() {
        return storage;
    }

    @Override
    public Storage another() {
        return beside;
    }

    @Override
    public TestClock clock() {
        return clock;
    }

    @Override
    public long rows(String table, String connection) {
        return SqliteFile.in(folder).number("SELECT count(*) FROM " + table + " WHERE connection_id = ?", connection);
    }

    @Override
    public void spoil(StreamId stream) {
        try (Database database = SqliteFile.in(folder).open()) {
            database.update("UPDATE event_stream SET settings = '{}' WHERE stream_id = ?", stream.value());
        }
    }
}
