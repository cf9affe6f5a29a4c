package dev.rollcall.directory;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.fault.Faults;
import dev.rollcall.store.fault.FaultyDriver;
import dev.rollcall.store.postgres.PostgresStorage;
import dev.rollcall.store.postgres.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresWriteCostTest extends WriteCostContract {
    private final Faults faults = new Faults();
    private Storage storage;

    @BeforeAll
    void open() {
        String url = TestServer.newStore();
        storage = PostgresStorage.open(FaultyDriver.url(url, faults), StoreOptions.defaults());
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
        return postgres;
    }
}
