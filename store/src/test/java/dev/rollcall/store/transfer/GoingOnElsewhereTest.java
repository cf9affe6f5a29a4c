package dev.rollcall.store.transfer;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.change.ChangeReader;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.IndexKeys;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.contract.Tidy;
import dev.rollcall.store.postgres.PostgresStorage;
import dev.rollcall.store.postgres.PostgresTransferTarget;
import dev.rollcall.store.postgres.TestServer;
import dev.rollcall.store.sqlite.ServeLock;
import dev.rollcall.store.sqlite.SqliteTransferSource;
import dev.rollcall.store.testing.MigratedSqlite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What began on the embedded store goes on in PostgreSQL as if nothing had happened. */
class GoingOnElsewhereTest {
    private static final ConnectionId CONNECTION = new ConnectionId("con_moved00000000001");
    private static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");
    private static final int USERS = 3_200;
    private static final StoreOptions OPTIONS = StoreOptions.defaults();

    @TempDir
    private Path folder;

    private final String url = TestServer.newDatabase();

    @Test
    void readersCountsAndNumbersGoOn() {
        long membership = 0;
        try (Storage embedded = MigratedSqlite.open(folder, OPTIONS)) {
            membership = fill(embedded);
        }
        move();
        try (Storage moved = PostgresStorage.open(url, OPTIONS)) {
            ChangeReader reader = moved.read(Share.HOUSE, s -> s.changeReaders().of(Optional.of(CONNECTION)))
                    .getFirst();
            assertThat(after(moved, reader.position())).containsExactly("change-2", "change-3");
            String behind = moved.read(Share.HOUSE, s -> s.changes().page(CONNECTION, "", 9).position());
            append(moved, "change-4", 0, true);
            assertThat(after(moved, behind)).containsExactly("change-4");
            assertThat(after(moved, "")).containsExactly("change-1", "change-2", "change-3", "change-4");
            assertThat(moved.<ChangeRecord>read(Share.HOUSE, s -> s.changes().page("", 9).changes().getFirst()).id())
                    .isEqualTo("change-1");
            assertThat(users(moved)).isEqualTo(USERS);
            insert(moved, USERS);
            Tidy.up(moved);
            assertThat(users(moved)).isEqualTo(USERS + 1L);
            assertThat(moved.<Long>write(Share.HOUSE, "g", s -> s.generations().create(CONNECTION, "group")))
                    .isGreaterThan(membership);
        }
    }

    /** A reader that was in the middle of a change in parts is given the rest of it, and nothing twice. */
    @Test
    void aChangeInPartsIsReadOn() {
        String middle = "";
        try (Storage embedded = MigratedSqlite.open(folder, OPTIONS)) {
            append(embedded, "parts", 0, false);
            append(embedded, "parts", 1, false);
            append(embedded, "parts", 2, true);
            middle = embedded.read(Share.HOUSE, s -> s.changes().page(CONNECTION, "", 1).position());
            assertThat(middle).endsWith("/1");
        }
        move();
        String position = middle;
        try (Storage moved = PostgresStorage.open(url, OPTIONS)) {
            assertThat(moved.<List<ChangeRecord>>read(
                    Share.HOUSE, s -> s.changes().page(CONNECTION, position, 9).changes()))
                    .extracting(ChangeRecord::part)
                    .containsExactly(1, 2);
        }
    }

    private static long fill(Storage storage) {
        storage.<Boolean>write(Share.HOUSE, "c", s -> s.connections()
                .insert(new Connection(CONNECTION, "acme", Strategy.WAAD, false, TIME)));
        for (int user = 0; user < USERS; user += 400) {
            int first = user;
            storage.<Integer>write(Share.HOUSE, "u", s -> {
                for (int i = first; i < first + 400; i++) {
                    s.resources().insert(user(i), keys(i));
                }
                return first;
            });
        }
        append(storage, "change-1", 0, true);
        String position = storage.read(Share.HOUSE, s -> s.changes().page(CONNECTION, "", 9).position());
        storage.<Boolean>write(Share.HOUSE, "r", s -> s.changeReaders()
                .register(new ChangeReader(Optional.of(CONNECTION), "product", position, TIME)));
        append(storage, "change-2", 0, true);
        append(storage, "change-3", 0, true);
        return storage.write(Share.HOUSE, "g", s -> s.generations().create(CONNECTION, "group"));
    }

    private static StoredResource user(int number) {
        return new StoredResource(CONNECTION, "User", "0190-user-%06d".formatted(number), 1, TIME, TIME, 0,
                ("{\"userName\":\"u" + number + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    private static IndexKeys keys(int number) {
        return new IndexKeys("u" + number, Optional.empty(), Optional.empty(), true, Optional.empty(), List.of());
    }

    private static void insert(Storage storage, int number) {
        storage.<Integer>write(Share.HOUSE, "u", s -> {
            s.resources().insert(user(number), keys(number));
            return number;
        });
    }

    private static long users(Storage storage) {
        return storage.read(Share.HOUSE,
                s -> s.resources().count(CONNECTION, "User", new Condition.All(), Long.MAX_VALUE));
    }

    private static void append(Storage storage, String id, int part, boolean last) {
        Subject subject = new Subject("User", "1", Optional.of("Ada"), Optional.empty(), Optional.empty());
        Cause cause = new Cause(Actor.token("tok_1"), Optional.empty());
        storage.<Boolean>write(Share.HOUSE, "1", s -> {
            s.changes()
                    .append(new ChangeRecord(CONNECTION, id, part, last, subject, "updated", 1, TIME, cause, "[]"));
            return true;
        });
    }

    private static List<String> after(Storage storage, String position) {
        return storage.<List<ChangeRecord>>read(
                Share.HOUSE, s -> s.changes().page(CONNECTION, position, 9).changes())
                .stream()
                .map(ChangeRecord::id)
                .toList();
    }

    private void move() {
        try (ServeLock lock = ServeLock.take(folder);
                SqliteTransferSource source = SqliteTransferSource.open(lock, OPTIONS);
                PostgresTransferTarget target = PostgresTransferTarget.open(url)) {
            new StoreTransfer(source, target, new Silent()).run();
        }
    }

    private record Silent() implements TransferProgress {
        @Override
        public void copied(String table, long rows, long of) {}

        @Override
        public void compared(String table, long rows, long of) {}
    }
}
