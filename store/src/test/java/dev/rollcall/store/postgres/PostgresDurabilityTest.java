package dev.rollcall.store.postgres;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.jdbc.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What PostgreSQL alone has to show: durable settings on live connections, late commits, and versions of the schema. */
class PostgresDurabilityTest {
    private static final ConnectionId CONNECTION = new ConnectionId("con_durableDurable01");

    @Test
    void everyConnectionCommitsDurablyWhateverTheDatabaseSays() throws SQLException {
        String url = TestServer.newDatabase();
        String name = url.replaceAll(".*/([^/?]+)\\?.*", "$1");
        TestServer.execute(url, "ALTER DATABASE " + name + " SET synchronous_commit = 'off'");
        try (PostgresPools pools = new PostgresPools(url, StoreOptions.defaults().withPoolSize(3),
                new PostgresDialect())) {
            try (Connection one = pools.writer(); Connection two = pools.writer(); Connection three = pools.reader()) {
                for (Connection connection : List.of(one, two, three)) {
                    Database database = pools.database(connection);
                    assertThat(PostgresDurability.setting(database, "synchronous_commit")).isEqualTo("on");
                    assertThat(PostgresDurability.setting(database, "fsync")).isEqualTo("on");
                }
                assertThat(PostgresDurability.setting(pools.database(one), "transaction_isolation"))
                        .isEqualTo("read committed");
                assertThat(PostgresDurability.setting(pools.database(three), "transaction_isolation"))
                        .isEqualTo("repeatable read");
                assertThat(PostgresDurability.setting(pools.database(three), "transaction_read_only")).isEqualTo("on");
            }
        }
    }

    @Test
    void aStrongerSettingStays() throws SQLException {
        String url = TestServer.newDatabase();
        String name = url.replaceAll(".*/([^/?]+)\\?.*", "$1");
        TestServer.execute(url, "ALTER DATABASE " + name + " SET synchronous_commit = 'remote_apply'");
        try (PostgresPools pools = new PostgresPools(url, StoreOptions.defaults(), new PostgresDialect());
                Connection connection = pools.writer()) {
            assertThat(PostgresDurability.setting(pools.database(connection), "synchronous_commit"))
                    .isEqualTo("remote_apply");
        }
    }

    @Test
    void aServerWithoutFsyncIsRefused() throws IOException {
        try (EmbeddedPostgres unsafe = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start()) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> PostgresStorage.open(unsafe.getJdbcUrl("postgres", "postgres"),
                            StoreOptions.defaults()))
                    .withMessageContaining("Set fsync=on");
        }
    }

    @Test
    void aServerThatIsNotThereIsNamedAsTheReason() {
        StoreOptions impatient = StoreOptions.defaults().withBusyTimeout(Duration.ofMillis(300));
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> PostgresStorage.open("jdbc:postgresql://localhost:1/none", impatient))
                .withMessageContaining("database");
    }

    @Test
    void aNewerSchemaIsRefused() {
        String url = TestServer.newStore();
        TestServer.execute(url, "UPDATE flyway_schema_history SET version = '999'");

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> PostgresStorage.open(url, StoreOptions.defaults()))
                .withMessageContaining("Upgrade Rollcall");
    }

    @Test
    void aChangeThatCommitsLateIsNotSkipped() throws SQLException {
        String url = TestServer.newStore();
        try (PostgresStorage storage = PostgresStorage.open(url, StoreOptions.defaults());
                Connection late = DriverManager.getConnection(url)) {
            append(storage, "first");
            late.setAutoCommit(false);
            insert(late, "late");
            append(storage, "second");

            var before = storage.read(Share.HOUSE, s -> s.changes().page(CONNECTION, "", 10));
            assertThat(before.changes()).extracting(ChangeRecord::id).containsExactly("first");
            late.commit();
            assertThat(storage.read(Share.HOUSE, s -> s.changes().page(CONNECTION, before.position(), 10)).changes())
                    .extracting(ChangeRecord::id)
                    .containsExactly("late", "second");
        }
    }

    @Test
    void aWriteThatWaitsForALockTooLongSaysSo() throws SQLException {
        String url = TestServer.newStore();
        StoreOptions impatient = StoreOptions.defaults().withBusyTimeout(Duration.ofMillis(300));
        try (PostgresStorage storage = PostgresStorage.open(url, impatient);
                Connection holder = DriverManager.getConnection(url)) {
            holder.setAutoCommit(false);
            try (PreparedStatement lock = holder.prepareStatement(
                    "SELECT pg_advisory_xact_lock(hashtextextended('/held', 0))")) {
                lock.execute();
            }
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> storage.write(Share.HOUSE, "held", _ -> true))
                    .withMessageContaining("pg_stat_activity");
            assertThat(storage.<Boolean>write(Share.HOUSE, "another lane", _ -> true)).isTrue();
            holder.rollback();
            assertThat(storage.<Boolean>write(Share.HOUSE, "held", _ -> true)).isTrue();
        }
    }

    private static void append(PostgresStorage storage, String id) {
        storage.write(Share.HOUSE, "change", s -> {
            s.changes()
                    .append(new ChangeRecord(CONNECTION, id, 0, true,
                            new Subject("User", "u", Optional.empty(), Optional.empty(), Optional.empty()), "updated",
                            1,
                            Instant.EPOCH, new Cause(Actor.UPKEEP, Optional.empty()), "[]"));
            return true;
        });
    }

    private static void insert(Connection connection, String id) throws SQLException {
        try (PreparedStatement insert = connection
                .prepareStatement("INSERT INTO change (connection_id, change_id, part,"
                        + " last, resource_type, resource_id, action, version, time, actor_kind, plan)"
                        + " VALUES (?, ?, 0, 1, 'User', 'u', 'updated', 1, 0, 'unknown', '[]')")) {
            insert.setString(1, CONNECTION.value());
            insert.setString(2, id);
            insert.execute();
        }
    }
}
