package dev.rollcall.store.postgres;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.storage.IndexKeys;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.store.StoreOptions;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** An insertion that began before a subject was taken and retired, and ends after it. */
class RetiredSubjectTest {
    private static final ConnectionId ONE = new ConnectionId("con_0000000000000001");
    private static final String EARLY = "01900000-0000-7000-8000-000000000001";
    private static final String LATE = "01900000-0000-7000-8000-000000000002";

    @Test
    void aSubjectThatIsRetiredWhileAnInsertionWaitsIsNotGivenByIt()
            throws SQLException, InterruptedException, ExecutionException {
        String url = TestServer.newStore();
        try (Storage storage = PostgresStorage.open(url, StoreOptions.defaults());
                java.sql.Connection holder = DriverManager.getConnection(url);
                Statement statement = holder.createStatement();
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            storage.write(Share.HOUSE, "c", session -> session.connections()
                    .insert(new Connection(ONE, "acme", Strategy.WAAD, false, Instant.EPOCH)));
            // The insertion waits for the end of somebody who has its userName, and is taken back.
            holder.setAutoCommit(false);
            statement.execute(
                    "INSERT INTO resource (connection_id, id, type, version, created, last_modified, membership,"
                            + " active, unique_key, entries, document) VALUES ('" + ONE.value()
                            + "', 'x', 'User', 1, 0, 0, 0, 1,"
                            + " 'late', '', '{}')");
            Future<String> late = thread.submit(() -> insert(storage, LATE, "late"));
            while (TestServer.number(url, "SELECT count(*) FROM pg_locks WHERE NOT granted") == 0) {
                Thread.onSpinWait();
            }
            insert(storage, EARLY, "early");
            storage.write(Share.of(ONE), EARLY, session -> {
                session.identities().retire(new PersonKey(ONE, EARLY));
                session.resources().delete(session.resources().find(ONE, "User", EARLY).orElseThrow(), false);
                return EARLY;
            });
            holder.rollback();
            late.get();
            Map<String, String> subjects = storage.read(Share.of(ONE),
                    session -> session.identities().subjects(ONE, List.of(LATE)));
            assertThat(subjects).isEqualTo(Map.of(LATE, LATE));
        }
    }

    private static String insert(Storage storage, String id, String name) {
        StoredResource resource = new StoredResource(ONE, "User", id, 1, Instant.EPOCH, Instant.EPOCH, 0,
                "{}".getBytes(StandardCharsets.UTF_8));
        return storage.write(Share.of(ONE), id, session -> {
            session.resources()
                    .insert(resource, new IndexKeys(name, Optional.empty(), Optional.empty(), true, Optional.empty(),
                            List.of()), Optional.of("X"));
            return id;
        });
    }
}
