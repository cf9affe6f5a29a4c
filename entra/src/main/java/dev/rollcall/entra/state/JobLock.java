package dev.rollcall.entra.state;

import dev.rollcall.entra.definition.FileFailure;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The right to change a job's state, held by at most one run, of this process or of another. The operating system gives it back
 * when the process ends, however it ends; the file itself stays and means nothing.
 */
public final class JobLock implements AutoCloseable {
    /**
     * The files that this process has locked, and the monitor of all opening and closing here: POSIX drops a process's locks on a
     * file as soon as the process closes any of its channels to it, so a file that is locked must not be opened again.
     */
    private static final Set<Path> HELD = new HashSet<>();

    private final Path path;
    private final Path key;
    private final FileChannel channel;

    private JobLock(Path path, Path key, FileChannel channel) {
        this.path = path;
        this.key = key;
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws JobException when another run has it
     */
    public static JobLock take(Path path) {
        synchronized (HELD) {
            try {
                Path key = key(path);
                if (!HELD.contains(key)) {
                    Optional<FileChannel> locked = locked(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    if (locked.isPresent()) {
                        HELD.add(key);
                        return new JobLock(path, key, locked.get());
                    }
                }
            } catch (IOException e) {
                throw unusable(path, e);
            }
        }
        throw new JobException(
                Problem.BUSY,
                "Another run uses the job folder %s now. Wait until it has ended, or stop it."
                        .formatted(path.toAbsolutePath().getParent()));
    }

    /** Whether some run has it now. */
    public static boolean isTaken(Path path) {
        synchronized (HELD) {
            if (!Files.exists(path)) {
                return false;
            }
            try {
                if (HELD.contains(key(path))) {
                    return true;
                }
                Optional<FileChannel> locked = locked(path, StandardOpenOption.WRITE);
                if (locked.isPresent()) {
                    locked.get().close();
                }
                return locked.isEmpty();
            } catch (IOException e) {
                throw unusable(path, e);
            }
        }
    }

    @Override
    public void close() {
        synchronized (HELD) {
            try {
                channel.close();
            } catch (IOException e) {
                throw unusable(path, e);
            } finally {
                HELD.remove(key);
            }
        }
    }

    /** The one name of the file in this process. */
    private static Path key(Path path) throws IOException {
        Path folder = path.toAbsolutePath().resolveSibling(".").toRealPath();
        return folder.resolve(String.valueOf(path.getFileName()));
    }

    /** The file with its lock, open; empty when another process has the lock. */
    private static Optional<FileChannel> locked(Path path, StandardOpenOption... options) throws IOException {
        FileChannel channel = FileChannel.open(path, options);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(channel);
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    private static JobException unusable(Path path, IOException e) {
        return new JobException(
                Problem.STATE,
                "The lock file %s cannot be used (%s). Check the folder's owner and mode."
                        .formatted(path, FileFailure.words(e)),
                e);
    }
}
