package dev.rollcall.store.postgres;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.contract.FairnessContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Fairness on PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresFairnessTest implements FairnessContract {
    private Storage storage;

    @BeforeAll
    void open() {
        storage = PostgresStorage.open(TestServer.newDatabase(), StoreOptions.defaults()
                .withPoolSize(CONNECTIONS)
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
