package dev.rollcall.store.sqlite;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.contract.FairnessContract;
import dev.rollcall.store.testing.MigratedSqlite;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Fairness on SQLite. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqliteFairnessTest implements FairnessContract {
    @TempDir
    static Path folder;

    private Storage storage;

    @BeforeAll
    void open() {
        storage = MigratedSqlite.open(folder, StoreOptions.defaults()
                .withReaders(CONNECTIONS)
                .withWaitingWorks(WAITING));
    }

    @AfterAll
    void close() {
        storage.close();
    }

    @Override
    public Storage fair() {
        return storage;
    }
}
