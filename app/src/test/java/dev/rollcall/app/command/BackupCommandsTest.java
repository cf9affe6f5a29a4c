package dev.rollcall.app.command;

import dev.rollcall.app.CommandRun;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.directory.change.ChangeReader;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.sqlite.ServeLock;
import dev.rollcall.store.sqlite.SqliteStorage;
import dev.rollcall.store.testing.MigratedSqlite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The embedded store copied, and a copy put back. */
class BackupCommandsTest {
    @TempDir
    private Path folder;

    @Test
    void aBackupBringsBackWhatWasThereAndNamesTheTokensThatLiveAgain() throws IOException {
        run("connection create --name acme --strategy waad");
        String token = run("token create acme --scopes all --print token_id").out().strip();
        assertThat(run("backup monday.db").code()).isZero();
        run("token revoke acme " + token);
        run("connection create --name later --strategy okta");
        CommandRun restored = run("restore monday.db --yes");
        assertThat(restored.code()).as(restored.err()).isZero();
        assertThat(restored.out()).contains("The one that was there is in",
                "rollcall token revoke acme " + token + "\n");
        assertThat(run("connection show later").code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run("token list acme").out()).contains(token);
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.endsWith(".lock")))
                    .hasSize(2)
                    .anyMatch(name -> name.matches("rollcall-before-restore-\\d{8}T\\d{6}Z\\.db"))
                    .contains("rollcall.db");
        }
    }

    @Test
    void aBackupIsMadeWhileAServiceRunsAndARestorationIsNot() throws IOException {
        run("connection create --name acme --strategy waad");
        try (ServeLock lock = ServeLock.take(folder.resolve("data"));
                SqliteStorage storage = SqliteStorage.open(lock, StoreOptions.defaults())) {
            assertThat(storage.engine()).isEqualTo("sqlite");
            assertThat(run("backup monday.db").code()).isZero();
            CommandRun restored = run("restore monday.db --yes");
            assertThat(restored.code()).isEqualTo(ExitCode.FAILED);
            assertThat(restored.err()).contains("Another rollcall serve already uses", "Stop it first");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("monday.db"))))
                .isEqualTo("rw-------");
        assertThat(run("backup monday.db").err()).contains("monday.db is there already");
        assertThat(run("backup x.db --data elsewhere").code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(folder.resolve("x.db.part")).doesNotExist();
    }

    @Test
    void aStoreThatACommandUsesIsNotReplaced() {
        run("connection create --name acme --strategy waad");
        run("backup monday.db");
        run("connection create --name later --strategy okta");
        try (SqliteStorage storage = MigratedSqlite.open(folder.resolve("data"), StoreOptions.defaults())) {
            assertThat(storage.<Integer>read(Share.HOUSE, session -> session.connections().all().size())).isEqualTo(2);
            CommandRun restored = run("restore monday.db --yes");
            assertThat(restored.code()).isEqualTo(ExitCode.FAILED);
            assertThat(restored.err()).contains("is in use by another command");
        }
        assertThat(run("connection show later").code()).isZero();
        assertThat(folder.resolve("data/rollcall.db.restoring")).doesNotExist();
    }

    @Test
    void whatIsNoBackupChangesNothing() throws IOException {
        run("connection create --name acme --strategy waad");
        Files.writeString(folder.resolve("text.db"), "no database at all".repeat(100));
        Files.createFile(folder.resolve("empty.db"));
        run("backup cut.db");
        byte[] whole = Files.readAllBytes(folder.resolve("cut.db"));
        Files.write(folder.resolve("cut.db"), Arrays.copyOf(whole, whole.length / 2));
        Arrays.fill(whole, whole.length / 2, whole.length / 2 + 20_000, (byte) 0x5A);
        Files.write(folder.resolve("damaged.db"), whole);
        for (String file : List.of("text.db", "empty.db", "cut.db", "damaged.db")) {
            CommandRun run = run("restore " + file + " --yes");
            assertThat(run.code()).as(file).isEqualTo(ExitCode.FAILED);
            assertThat(run.err()).contains("is no whole backup of a store").doesNotContain("Exception");
        }
        assertThat(run("restore monday.db").err()).contains("There is no file monday.db");
        assertThat(run("restore cut.db").err()).contains("This would replace the store", "add --yes");
        assertThat(run("connection show acme").code()).isZero();
    }

    /** Whoever has read changes that are gone must not take later ones for them. */
    @Test
    void readersOfTheChangeRecordBeginAnew() {
        run("connection create --name acme --strategy waad");
        run("connection create --name other --strategy waad");
        run("connection delete acme --yes");
        ChangeReader reader = new ChangeReader(Optional.empty(), "product", "", Instant.now().plusSeconds(3_600));
        try (SqliteStorage storage = open()) {
            storage.<Boolean>write(Share.HOUSE, "r", session -> session.changeReaders().register(reader));
        }
        run("backup monday.db");
        run("connection delete other --yes");
        String lost = last();
        run("restore monday.db --yes");
        try (SqliteStorage storage = open()) {
            assertThat(storage.<Boolean>write(Share.HOUSE, "r", session -> session.changeReaders().move(reader)))
                    .isFalse();
        }
        run("connection delete other --yes");
        assertThat(last()).isNotEqualTo(lost);
        assertThat(after(lost)).extracting(ChangeRecord::action).contains("deleted");
    }

    private String last() {
        try (SqliteStorage storage = open()) {
            return storage.read(Share.HOUSE, session -> session.changes().page("", 100).position());
        }
    }

    private List<ChangeRecord> after(String position) {
        try (SqliteStorage storage = open()) {
            return storage.read(Share.HOUSE, session -> session.changes().page(position, 100).changes());
        }
    }

    private SqliteStorage open() {
        return MigratedSqlite.open(folder.resolve("data"), StoreOptions.defaults());
    }

    private CommandRun run(String words) {
        return CommandRun.of(folder, words.split(" "));
    }
}
