package dev.rollcall.store.testing;

import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.sqlite.SqliteStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Opens the embedded store of a folder for a test. A folder without one gets a copy of one that this JVM has migrated before,
 * because migrating takes ten times as long as everything else that most tests do. Whoever tests how a database is made opens it
 * by {@link SqliteStorage} itself.
 */
public final class MigratedSqlite {
    private static final Set<PosixFilePermission> OWNER_ALONE = PosixFilePermissions.fromString("rwx------");
    private static final Path EMPTY = make();

    private MigratedSqlite() {}

    /** The storage of the folder. */
    public static SqliteStorage open(Path folder, StoreOptions options) {
        prepare(folder);
        return SqliteStorage.open(folder, options);
    }

    /** Puts an empty database of the current version into the folder, if it has none. */
    public static void prepare(Path folder) {
        if (SqliteStorage.isIn(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(EMPTY)) {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
            }
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path make() {
        try {
            Path folder = Files.createTempDirectory("rollcall-migrated");
            SqliteStorage.open(folder, StoreOptions.defaults()).close();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
