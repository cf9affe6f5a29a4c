package dev.rollcall.store.transfer;

import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.postgres.PostgresStorage;
import dev.rollcall.store.postgres.PostgresTransferTarget;
import dev.rollcall.store.postgres.TestServer;
import dev.rollcall.store.sqlite.ServeLock;
import dev.rollcall.store.sqlite.SqliteTransferSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** An embedded store copied into a real PostgreSQL, row by row, and stopped wherever it can be. */
class StoreTransferTest {
    private static final int PIECE = 10;
    private static final String MARK = "SELECT count(*) FROM pg_class WHERE relname = 'unfinished_transfer'";

    @TempDir
    private Path folder;

    private final String url = TestServer.newDatabase();

    private FilledStore store = new FilledStore(Path.of(""));

    @BeforeEach
    void fill() throws SQLException {
        store = FilledStore.in(folder);
    }

    @Test
    void everyRowOfEveryTableArrivesAsItIs() throws SQLException {
        Map<String, Long> rows = run(new Attempt());
        assertThat(rows).hasSizeGreaterThan(14).allSatisfy((_, n) -> assertThat(n).isEqualTo(FilledStore.ROWS));
        assertThat(store.rowsAt(url)).isEqualTo(store.rows());
        assertThat(TestServer.number(url, "SELECT count(*) FROM change WHERE xid = '0'")).isEqualTo(FilledStore.ROWS);
        assertThat(TestServer.number(url, "SELECT nextval('membership_number')")).isEqualTo(42);
        assertThat(TestServer.number(url, "SELECT nextval(pg_get_serial_sequence('change', 'seq'))"))
                .as("no number of a change comes back")
                .isEqualTo(1_700_000_000_000L + FilledStore.ROWS);
        assertThat(TestServer.number(url, MARK)).isZero();
        PostgresStorage.open(url, StoreOptions.defaults()).close();
    }

    /** Stopped after every third piece; what was copied is not copied again, and nobody can use what is not whole. */
    @Test
    @Tag("long")
    void anInterruptedOneIsGoneOnWith() throws SQLException {
        Map<String, Long> copied = new TreeMap<>();
        int attempts = 0;
        boolean finished = false;
        while (!finished) {
            attempts++;
            Attempt attempt = new Attempt();
            attempt.copied = copied;
            attempt.pieces = 3;
            try {
                run(attempt);
                finished = true;
            } catch (Interruption e) {
                assertThatExceptionOfType(StorageException.class)
                        .isThrownBy(() -> PostgresStorage.open(url, StoreOptions.defaults()))
                        .withMessageContaining("Run the same \"rollcall migrate\" again");
            }
        }
        int piecesOfATable = (FilledStore.ROWS + PIECE - 1) / PIECE;
        assertThat(attempts).isGreaterThan(copied.size() * piecesOfATable / 3);
        assertThat(store.rowsAt(url)).isEqualTo(store.rows());
    }

    @Test
    @Tag("long")
    void aConnectionThatBreaksLeavesWholePieces() throws SQLException {
        Attempt attempt = new Attempt();
        attempt.action = (table, rows) -> {
            if (table.equals("resource") && rows == 2L * PIECE) {
                TestServer.number(url, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                        + " WHERE application_name = 'rollcall migrate' AND datname = current_database()");
            }
        };
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> run(attempt));
        assertThat(TestServer.number(url, "SELECT count(*) FROM resource")).isEqualTo(2L * PIECE);
        Attempt second = new Attempt();
        second.copied = attempt.copied;
        run(second);
        assertThat(store.rowsAt(url)).isEqualTo(store.rows());
    }

    /** Each of these changes what was copied, or brings rows into a table that was whole. */
    @ParameterizedTest
    @Tag("long")
    @ValueSource(strings = {
        "UPDATE connection SET created_at = 7 WHERE created_at = 1700000000003",
        "DELETE FROM connection WHERE created_at = 1700000000003",
        "INSERT INTO log_dropped VALUES ('z', 1)",
        "UPDATE member SET attributes = 'x' WHERE membership = 12",
        "DELETE FROM member WHERE membership < 20"})
    void aStoreThatWasUsedInBetweenIsNotMixedWithWhatItWas(String change) throws SQLException {
        Attempt stopped = new Attempt();
        stopped.action = (table, rows) -> {
            if (table.equals("member") && rows == 2L * PIECE) {
                throw new Interruption();
            }
        };
        assertThatExceptionOfType(Interruption.class).isThrownBy(() -> run(stopped));
        store.execute(change);
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> run(new Attempt()))
                .withMessageContaining("Make the target database anew, and begin again");
        assertThat(TestServer.number(url, MARK)).isEqualTo(1);
    }

    @ParameterizedTest
    @Tag("long")
    @ValueSource(strings = {
        "DELETE FROM token WHERE created_at = 1700000000003",
        "UPDATE token SET hash = hash || ' ' WHERE created_at = 1700000000003",
        "UPDATE token SET valid_until = NULL WHERE created_at = 1700000000004"})
    void whatArrivedOtherwiseIsFound(String damage) {
        Attempt attempt = new Attempt();
        attempt.action = (table, rows) -> {
            if (table.equals("tombstone") && rows == FilledStore.ROWS) {
                TestServer.execute(url, damage);
            }
        };
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> run(attempt))
                .withMessageContaining("The table token did not arrive as it is");
        assertThat(TestServer.number(url, MARK)).as("nobody uses it").isEqualTo(1);
    }

    @Test
    void aDatabaseWithAnythingInItIsNotTouched() {
        TestServer.execute(url, "CREATE TABLE of_somebody (n integer)");
        refused("the table of_somebody is there.");
        assertThat(TestServer.number(url, "SELECT count(*) FROM pg_class WHERE relname = 'connection'")).isZero();
        TestServer.execute(url, "DROP TABLE of_somebody");
        PostgresStorage.open(url, StoreOptions.defaults()).close();
        TestServer.execute(url, "INSERT INTO tombstone VALUES ('con_1', '1', 'User')");
        refused("the table tombstone is there and has rows");
        assertThat(TestServer.number(url, MARK)).isZero();
        TestServer.execute(url, "DELETE FROM tombstone");
        run(new Attempt());
        refused("is there and has rows");
    }

    @Test
    @Tag("long")
    void nobodyMayUseEitherOfTheTwo() {
        try (ServeLock _ = ServeLock.take(folder)) {
            refused("Another rollcall serve already uses");
        }
        try (PostgresStorage node = PostgresStorage.open(url, StoreOptions.defaults())) {
            assertThat(node.engine()).isEqualTo("postgresql");
            refused("A rollcall serve uses this database. Stop it first");
        }
        Attempt attempt = new Attempt();
        attempt.action = (table, rows) -> {
            if (table.equals("resource") && rows == PIECE) {
                assertThatExceptionOfType(StorageException.class)
                        .isThrownBy(() -> PostgresTransferTarget.open(url))
                        .withMessageContaining("Another \"rollcall migrate\" works on this database");
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> store.execute("UPDATE connection SET created_at = 1"))
                        .withMessageContaining("locked");
            }
        };
        run(attempt);
    }

    private void refused(String why) {
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> run(new Attempt()))
                .withMessageContaining(why);
    }

    private Map<String, Long> run(TransferProgress progress) {
        StoreOptions options = StoreOptions.defaults().withBusyTimeout(Duration.ofSeconds(1));
        try (ServeLock lock = ServeLock.take(folder);
                SqliteTransferSource source = SqliteTransferSource.open(lock, options);
                PostgresTransferTarget target = PostgresTransferTarget.open(url)) {
            return new StoreTransfer(source, target, progress, PIECE).run();
        }
    }

    private static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** What is done when so many rows of a table are copied. */
    private interface Action {
        void at(String table, long rows);
    }

    /** Sees that no row is copied twice, and may stop after some pieces. */
    private static final class Attempt implements TransferProgress {
        private Map<String, Long> copied = new TreeMap<>();
        private Action action = (_, _) -> {};
        private int pieces = Integer.MAX_VALUE;

        @Override
        public void copied(String table, long rows, long of) {
            long before = copied.getOrDefault(table, 0L);
            assertThat(rows).isBetween(before + 1, before + PIECE).isLessThanOrEqualTo(of);
            copied.put(table, rows);
            action.at(table, rows);
            if (--pieces == 0) {
                throw new Interruption();
            }
        }

        @Override
        public void compared(String table, long rows, long of) {
            assertThat(rows).isLessThanOrEqualTo(of);
        }
    }
}
