package dev.rollcall.store.sqlite;

import dev.rollcall.directory.storage.StorageException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The folder of the embedded store. It holds personal data, so a new one is closed to other users of the machine. */
final class DataFolder {
    private DataFolder() {}

    /** The database file in a folder. */
    static Path database(Path folder) {
        return folder.resolve("rollcall.db");
    }

    /** Creates the folder, for this user alone, if it is not there. */
    static void create(Path folder) {
        if (Files.isDirectory(folder)) {
            return;
        }
        try {
            Path parent = folder.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(folder, mode(parent, "rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw cannotBeCreated(folder, e);
            }
        } catch (IOException e) {
            throw cannotBeCreated(folder, e);
        }
    }

    /**
     * Creates the database file, empty and for this user alone, if it is not there: the folder may be an older one that
     * others can read. SQLite gives the files that it lays beside it the same mode.
     */
    static void createDatabase(Path folder) {
        createDatabaseFile(database(folder));
    }

    /** The same for a database file of another name in such a folder. */
    static void createDatabaseFile(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            Files.createFile(file, mode(folder, "rw-------"));
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (IOException e) {
            throw new StorageException("The database in " + folder
                    + " cannot be created; check the owner and the mode of the folder.", e);
        }
    }

    private static FileAttribute<?>[] mode(@Nullable Path place, String permissions) throws IOException {
        boolean posix = place != null
                && Files.getFileStore(place).supportsFileAttributeView(PosixFileAttributeView.class);
        return posix
                ? new FileAttribute<?>[]{
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static StorageException cannotBeCreated(Path folder, IOException e) {
        return new StorageException("The data folder " + folder.toAbsolutePath()
                + " cannot be created; create it yourself or name another one with --data.", e);
    }
}
