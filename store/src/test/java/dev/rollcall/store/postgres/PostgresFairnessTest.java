package dev.rollcall.store.postgres;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.contract.FairnessContract;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/** Fairness on PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresFairnessTest implements FairnessContract {
    private Storage storage;

    @BeforeAll
    void open() {
        storage = PostgresStorage.open(TestServer.newStore(), StoreOptions.defaults()
                .withPoolSize(CONNECTIONS)
                .withWaitingWorks(WAITING));
    }

    @AfterAll
    void close() {
        storage.close();
    }

    /** A lane is named by an id that a client sent, and so may be another connection's. */
    @Test
    void nobodyWaitsInTheLaneOfAnotherShare() {
        Share one = new Share("one");
        Share other = new Share("other");
        boolean served = storage.write(one, "lane", outer -> {
            CompletableFuture<Boolean> inner = CompletableFuture.supplyAsync(
                    () -> storage.write(other, "lane", session -> true), Thread::startVirtualThread);
            return inner.join();
        });
        assertThat(served).isTrue();
    }

    @Override
    public Storage fair() {
        return storage;
    }
}
