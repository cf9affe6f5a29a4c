package dev.rollcall.directory;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.type.DeclaredIndex;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.postgres.PostgresStorage;
import dev.rollcall.store.postgres.TestServer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresIndexBuildTest extends IndexBuildContract {
    private Storage storage;

    @BeforeAll
    void open() {
        storage = PostgresStorage.open(TestServer.newStore(), StoreOptions.defaults());
    }

    @AfterAll
    void close() {
        storage.close();
    }

    @Override
    Storage store() {
        return storage;
    }

    @Test
    void whoStillWritesByFormerSchemasIsWaitedForHoweverLongThatTakes() throws Exception {
        try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor(); Slow slow = new Slow(others)) {
            slow.create("u");
            declareCode("User");
            step(1);
            step(2);
            assertThat(job().finishedAt()).isEmpty();
            assertThat(state()).isEqualTo(DeclaredIndex.State.BUILDING);
            slow.end();
            finish();
        }
        assertThat(byIndex("User", "a")).isEqualTo(1);
    }

    @Test
    void whoStillWritesWithoutAGuardIsWaitedForBeforeItIsSaidThatNoTwoAreAlike() throws Exception {
        resource(House.USER, "'userName':'u'", "'code':'a'");
        declarations.declareSchema(house.connection().id(), code(UNIQUE, "User"), false);
        try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor(); Slow slow = new Slow(others)) {
            whenTheJobWrites(1, () -> slow.create("v"));
            for (int hour = 1; hour < 5; hour++) {
                step(hour);
            }
            assertThat(state()).as("%s", job()).isEqualTo(DeclaredIndex.State.CHECKING);
            slow.end();
            finish();
        }
        assertThat(state()).isEqualTo(DeclaredIndex.State.DUPLICATES);
    }

    /** Another node whose transaction does not end. */
    private final class Slow implements AutoCloseable {
        private final ExecutorService threads;
        private final CountDownLatch written = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);
        private Future<?> creation = CompletableFuture.completedFuture("");

        Slow(ExecutorService threads) {
            this.threads = threads;
        }

        /** Returns when its row is written, and not committed. */
        void create(String userName) {
            WatchedStorage other = new WatchedStorage(storage);
            other.listen(method -> {
                if (method.equals("append")) {
                    written.countDown();
                    await(release);
                }
            });
            House there = house.through(other.storage());
            creation = threads.submit(() -> there.create(House.USER,
                    "{'userName':'" + userName + "','" + SITE + "':{'code':'a'}}"));
            await(written);
        }

        void end() throws InterruptedException, ExecutionException {
            release.countDown();
            creation.get();
        }

        @Override
        public void close() {
            release.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(50, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
