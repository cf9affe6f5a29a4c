package dev.rollcall.store.postgres;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.contract.FaultStorm;
import dev.rollcall.store.contract.QuietContract;
import dev.rollcall.store.contract.WriteStatementContract;
import dev.rollcall.store.fault.Faults;
import dev.rollcall.store.fault.FaultyDriver;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Faults on PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresFaultTest implements FaultStorm, QuietContract, WriteStatementContract {
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
    public Storage storage() {
        return storage;
    }

    @Override
    public Faults faults() {
        return faults;
    }

    @Override
    public SQLException diskFull() {
        return new SQLException("could not extend file: No space left on device", "53100");
    }

    @Override
    public SQLException broken() {
        return new SQLException("could not read block", "58030");
    }

    @Override
    public SQLException lost() {
        return new SQLException("An I/O error occurred while sending to the backend.", "08006");
    }

    @Override
    public String begin() {
        return "SELECT 1 FROM (SELECT pg_advisory_xact_lock";
    }
}
