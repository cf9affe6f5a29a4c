package dev.rollcall.store.sqlite;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Permissions do not bind the super-user, so what is seen here is that nothing is written where it could be. */
class UnwritableStorageTest {
    private static final StoreOptions OPTIONS = StoreOptions.defaults();
    private static final Connection ACME = new Connection(new ConnectionId("con_unwritable000001"), "acme",
            Strategy.SCIM,
            false, Instant.EPOCH);

    @TempDir
    private Path around;

    /** With what an address has to escape. */
    private Path folder = Path.of("");

    @BeforeEach
    void make() {
        folder = around.resolve("a copy 100%25 #1");
        try (Storage storage = SqliteStorage.open(folder, OPTIONS)) {
            storage.<Boolean>write(Share.HOUSE, "c", session -> session.connections().insert(ACME));
        }
    }

    @Test
    void itIsReadWithoutAnyFileBeingMadeOrChanged() throws IOException {
        List<String> before = files();
        try (Storage storage = UnwritableStorage.open(folder, OPTIONS)) {
            assertThat(storage.<List<Connection>>read(Share.HOUSE, session -> session.connections().all()))
                    .containsExactly(ACME);
            assertThat(files()).isEqualTo(before);
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> storage.<Boolean>write(Share.HOUSE, "c", s -> s.connections().delete(ACME.id())))
                    .withMessageContaining("cannot be written, so nothing was changed");
        }
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void whatIsNotInTheFileYetIsNotLeftOut() {
        try (Storage storage = SqliteStorage.open(folder, OPTIONS)) {
            storage.<Boolean>write(Share.HOUSE, "c",
                    session -> session.connections().setDialect(ACME.id(), Dialect.strict()));
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> UnwritableStorage.open(folder, OPTIONS))
                    .withMessageContaining("is in use or was not closed in order");
        }
    }

    /** One that may not be written is tried with the commands, by a process that permissions bind. */
    @Test
    void aFolderThatMayBeWrittenIsNone() {
        assertThat(UnwritableStorage.isIn(folder)).isFalse();
        assertThat(UnwritableStorage.isIn(around)).as("nothing is there").isFalse();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().map(UnwritableStorageTest::state).toList();
        }
    }

    private static String state(Path file) {
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            return file.getFileName() + " " + Files.size(file) + " " + changed;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
