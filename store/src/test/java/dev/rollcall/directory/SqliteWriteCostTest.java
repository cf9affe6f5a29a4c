package dev.rollcall.directory;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.fault.Faults;
import dev.rollcall.store.sqlite.FaultySqlite;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqliteWriteCostTest extends WriteCostContract {
    @TempDir
    static Path folder;

    private final Faults faults = new Faults();
    private Storage storage;

    @BeforeAll
    void open() {
        storage = FaultySqlite.open(folder, faults);
    }

    @AfterAll
    void close() {
        storage.close();
    }

    @Override
    Storage storage() {
        return storage;
    }

    @Override
    Faults faults() {
        return faults;
    }

    @Override
    int on(int sqlite, int postgres) {
        return sqlite;
    }
}
