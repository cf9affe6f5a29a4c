package dev.rollcall.store.sqlite;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What SQLite alone has to show: durable settings on live connections, one server, and others beside it. */
class SqliteDurabilityTest {
    private static final StoreOptions OPTIONS = StoreOptions.defaults();

    @TempDir
    Path folder;

    @Test
    void everyConnectionCommitsDurably() {
        SqliteStorage.open(folder, OPTIONS).close();
        SqliteConnections connections = new SqliteConnections(DataFolder.database(folder), OPTIONS,
                new SqliteDialect());
        try (Database writer = connections.writer(); Database reader = connections.reader()) {
            for (Database database : List.of(writer, reader)) {
                assertThat(database.first(Sql.of("PRAGMA journal_mode"), row -> row.text(1))).contains("wal");
                assertThat(database.number(Sql.of("PRAGMA synchronous"))).isEqualTo(2);
                assertThat(database.number(Sql.of("PRAGMA busy_timeout"))).isEqualTo(10_000);
            }
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> reader.update("DELETE FROM connection"));
        }
    }

    @Test
    void aSecondServerIsRefusedWhileTheFirstLives() {
        ServeLock first = ServeLock.take(folder);
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> ServeLock.take(folder))
                .withMessageContaining("Another rollcall serve")
                .withMessageContaining(folder.toString());
        first.close();
        ServeLock.take(folder).close();
    }

    @Test
    void aNewFolderIsClosedToOthers() throws IOException {
        Path inner = folder.resolve("a").resolve("data");
        SqliteStorage.open(inner, OPTIONS).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(inner))).isEqualTo("rwx------");
    }

    @Test
    void aCommandDoesNotMigrateUnderAServer() {
        try (ServeLock lock = ServeLock.take(folder)) {
            assertThatExceptionOfType(StorageException.class).isThrownBy(() -> SqliteStorage.open(folder, OPTIONS))
                    .withMessageContaining("a server is running");
            SqliteStorage.open(lock, OPTIONS).close();
            SqliteStorage.open(folder, OPTIONS).close();
        }
    }

    @Test
    void aNewerSchemaIsRefusedByBoth() {
        SqliteStorage.open(folder, OPTIONS).close();
        SqliteFile.in(folder).update("UPDATE flyway_schema_history SET version = '999'");
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> SqliteStorage.open(folder, OPTIONS))
                .withMessageContaining("Upgrade Rollcall");
        try (ServeLock lock = ServeLock.take(folder)) {
            assertThatExceptionOfType(StorageException.class).isThrownBy(() -> SqliteStorage.open(lock, OPTIONS))
                    .withMessageContaining("Upgrade Rollcall");
        }
    }

    @Test
    void aWriterThatMeetsALockTooLongSaysSo() {
        try (Storage storage = SqliteStorage.open(folder, OPTIONS.withBusyTimeout(Duration.ofMillis(500)));
                Database other = SqliteFile.in(folder).open()) {
            other.execute("BEGIN IMMEDIATE");
            assertThatExceptionOfType(StorageException.class).isThrownBy(() -> insert(storage, 1))
                    .withMessageContaining("Another process");
            other.execute("ROLLBACK");
            insert(storage, 2);
            assertThat(storage.<List<Connection>>read(Share.HOUSE, session -> session.connections().all())).hasSize(1);
        }
    }

    @Test
    void closingFinishesWhatWasAccepted() {
        Storage storage = SqliteStorage.open(folder, OPTIONS);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch accepted = new CountDownLatch(1);
        CompletableFuture<Boolean> slow = CompletableFuture.supplyAsync(() -> storage.write(Share.HOUSE, "slow", s -> {
            running.countDown();
            await(accepted);
            return s.connections().insert(connection(1));
        }), Thread::startVirtualThread);
        await(running);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> {
            accepted.countDown();
            storage.close();
        }, Thread::startVirtualThread);
        assertThat(slow.join()).isTrue();
        closing.join();
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> insert(storage, 2))
                .withMessageContaining("closed");
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> storage.read(Share.HOUSE, session -> session.connections().all()));
        storage.close();
        try (Storage again = SqliteStorage.open(folder, OPTIONS)) {
            assertThat(again.<List<Connection>>read(Share.HOUSE, session -> session.connections().all()))
                    .containsExactly(connection(1));
        }
    }

    @Test
    void anInterruptedCallerStillLearnsTheOutcome() {
        try (Storage storage = SqliteStorage.open(folder, OPTIONS)) {
            Thread.currentThread().interrupt();
            insert(storage, 1);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(storage.<List<Connection>>read(Share.HOUSE, session -> session.connections().all())).hasSize(1);
        }
    }

    private static void insert(Storage storage, int number) {
        storage.write(Share.HOUSE, "connection", s -> s.connections().insert(connection(number)));
    }

    private static Connection connection(int number) {
        return new Connection(new ConnectionId("con_%016d".formatted(number)), "name " + number, Strategy.SCIM, false,
                Instant.EPOCH);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
