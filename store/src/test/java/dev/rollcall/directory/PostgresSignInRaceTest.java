package dev.rollcall.directory;

import dev.rollcall.directory.person.SignInAnswer;
import dev.rollcall.directory.person.SignInAnswer.Found;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.postgres.PostgresStorage;
import dev.rollcall.store.postgres.TestServer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static dev.rollcall.directory.House.USER;
import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresSignInRaceTest extends SignInRaceContract {
    private String url = "";
    private Storage storage;

    @BeforeAll
    void open() {
        url = TestServer.newStore();
        storage = PostgresStorage.open(url, StoreOptions.defaults());
    }

    @AfterAll
    void close() {
        storage.close();
    }

    @Override
    Storage store() {
        return storage;
    }

    /** Nobody is called so by the user id then, so that no index parts the two, of which neither sees the other. */
    @Test
    void whoIsProvisionedInTheSameMomentWithTheSubjectOfSomebodyDeletedIsTheOneWhoSignsIn() throws Exception {
        node.delete(USER, provision("old@acme.example", "X-1", "old@acme.example"));
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean armed = new AtomicBoolean(true);
        watched.listen(method -> {
            if (method.equals("append") && armed.getAndSet(false)) {
                written.countDown();
                await(goOn);
            }
        });
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<String> provisioned = threads.submit(
                    () -> provision("ada@acme.example", "X-1", "ada@acme.example"));
            await(written);
            Future<SignInAnswer> signedIn = threads.submit(() -> signIn("X-1", ""));
            while (!signedIn.isDone() && waiting() == 0) {
                Thread.onSpinWait();
            }
            goOn.countDown();
            String id = provisioned.get();
            assertThat(signedIn.get().found()).isEqualTo(Found.USER_ID_ATTRIBUTE);
            assertThat(people("externalId eq \"X-1\"")).singleElement()
                    .isEqualTo(node.userId(id).toString())
                    .isEqualTo(signedIn.get().profile().orElseThrow().path("user_id").stringValue());
        }
    }

    private long waiting() throws Exception {
        return TestServer.number(url, "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
                + " WHERE NOT l.granted AND d.datname = current_database()");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
