package dev.rollcall.store.postgres;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.contract.StorageContract;
import dev.rollcall.store.contract.TestClock;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The contract on PostgreSQL; the second storage is another node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresStorageTest implements StorageContract {
    private final TestClock clock = new TestClock();
    private final StoreOptions options = StoreOptions.defaults().withSweepSize(10).with(clock, new Random(1));

    private String url;
    private Storage storage;
    private Storage node;

    @BeforeAll
    void open() {
        url = TestServer.newStore();
        storage = PostgresStorage.open(url, options);
        node = PostgresStorage.open(url, options);
    }

    @AfterAll
    void close() {
        node.close();
        storage.close();
    }

    @Override
    public Storage storage() {
        return storage;
    }

    @Override
    public Storage another() {
        return node;
    }

    @Override
    public TestClock clock() {
        return clock;
    }

    @Override
    public long rows(String table, String connection) {
        return TestServer.number(url, "SELECT count(*) FROM " + table + " WHERE connection_id = ?", connection);
    }

    @Override
    public void spoil(StreamId stream) {
        TestServer.execute(url, "UPDATE event_stream SET settings = '{}' WHERE stream_id = ?", stream.value());
    }

    /** Each of its thousands of rows is a round trip here, and what it looks for is in statements that both engines share. */
    @Test
    @Tag("long")
    @Override
    public void pagesAreRightWhereverTheyBeginAndWhateverComesAndGoes() {
        StorageContract.super.pagesAreRightWhereverTheyBeginAndWhateverComesAndGoes();
    }
}
