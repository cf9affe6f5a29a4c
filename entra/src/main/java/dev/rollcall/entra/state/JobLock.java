package dev.rollcall.entra.state;

import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The right to change a job's state, held by at most one run. The operating system gives it back when the process ends,
 * however it ends; the file itself stays and means nothing.
 */
public final class JobLock implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private JobLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws JobException when another run has it
     */
    public static JobLock take(Path path) {
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unusable(path, e);
        }
        JobLock lock = new JobLock(path, channel);
        if (tryLock(path, channel) == null) {
            lock.close();
            throw new JobException(
                    Problem.BUSY,
                    "Another run uses the job folder %s now. Wait until it has ended, or stop it."
                            .formatted(path.toAbsolutePath().getParent()));
        }
        return lock;
    }

    /** Whether another run has it now. */
    public static boolean isTaken(Path path) {
        if (!Files.exists(path)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            return tryLock(path, channel) == null;
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private static @Nullable FileLock tryLock(Path path, FileChannel channel) {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private static JobException unusable(Path path, IOException e) {
        return new JobException(
                Problem.STATE,
                "The lock file %s cannot be used (%s). Check the folder's owner and mode.".formatted(path, e),
                e);
    }
}
