package dev.rollcall.store.sqlite;

import dev.rollcall.directory.storage.StorageException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of the embedded store. It holds personal data, so a new one is closed to other users of the machine. */
final class DataFolder {
    private DataFolder() {}

    /** The database file in a folder. */
    static Path database(Path folder) {
        return folder.resolve("rollcall.db");
    }

    /** Creates the folder if it is not there. */
    static void create(Path folder) {
        if (Files.isDirectory(folder)) {
            return;
        }
        try {
            Path parent = folder.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(folder);
            FileStore store = Files.getFileStore(folder);
            if (store.supportsFileAttributeView(PosixFileAttributeView.class)) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw new StorageException("The data folder " + folder.toAbsolutePath()
                    + " cannot be created; create it yourself or name another one with --data.", e);
        }
    }
}
