package dev.rollcall.store.sqlite;

import dev.rollcall.directory.storage.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The right to serve from a data folder, held by at most one process. The operating system gives it back when the
 * process ends, however it ends; the file itself stays and means nothing.
 */
public final class ServeLock implements AutoCloseable {
    private static final String FILE = "serve.lock";

    private final Path folder;
    private final FileChannel channel;

    private ServeLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the lock of a folder, which is created when it is not there.
     *
     * @throws StorageException when another process serves from the folder
     */
    public static ServeLock take(Path folder) {
        return tryTake(folder).orElseThrow(() -> new StorageException("Another rollcall serve already uses the data"
                + " folder " + folder.toAbsolutePath() + ". Stop it first, or name another folder with --data."));
    }

    /** Takes the lock, or answers empty when another process has it. */
    public static Optional<ServeLock> tryTake(Path folder) {
        DataFolder.create(folder);
        FileChannel channel = open(folder);
        boolean taken = false;
        try {
            FileLock lock = channel.tryLock();
            taken = lock != null;
            return taken ? Optional.of(new ServeLock(folder, channel)) : Optional.empty();
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unusable(folder, e);
        } finally {
            if (!taken) {
                close(folder, channel);
            }
        }
    }

    /** The folder that it guards. */
    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        close(folder, channel);
    }

    private static FileChannel open(Path folder) {
        try {
            return FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static void close(Path folder, FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static StorageException unusable(Path folder, IOException e) {
        return new StorageException("The lock file in the data folder " + folder.toAbsolutePath()
                + " cannot be used; check the owner and the mode of the folder.", e);
    }
}
