package dev.rollcall.store.sqlite;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@DisabledOnOs(OS.WINDOWS)
class FileModesTest {
    @Test
    void aNewFolderIsForItsOwnerAlone(@TempDir Path parent) throws IOException {
        Path folder = parent.resolve("a/data");
        SqliteStorage.open(folder, StoreOptions.defaults()).close();
        assertThat(mode(folder)).isEqualTo("rwx------");
        assertThat(mode(DataFolder.database(folder))).isEqualTo("rw-------");
    }

    @Test
    void inAFolderThatOthersCanReadTheDatabaseIsForItsOwnerAlone(@TempDir Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Storage storage = SqliteStorage.open(folder, StoreOptions.defaults());
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> database = files.filter(file -> file.getFileName().toString().startsWith("rollcall.db"))
                    .toList();
            assertThat(database).contains(DataFolder.database(folder));
            for (Path file : database) {
                assertThat(mode(file)).as(file.toString()).isEqualTo("rw-------");
            }
        } finally {
            storage.close();
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
