package dev.rollcall.app.transfer;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A new file with personal data: readable by its owner alone, and there under its name only when it is whole and on disk. A file
 * that is there already is never overwritten.
 */
public final class OwnFile {
    /** Writes the content. */
    @FunctionalInterface
    public interface Content {
        /** Writes to the file, which is at that path meanwhile. */
        void write(OutputStream out, Path file) throws IOException;
    }

    private OwnFile() {}

    /**
     * Writes a file.
     *
     * @throws TransferException when there is one of that name, or it cannot be written
     */
    public static void write(Path file, Content content) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        if (Files.exists(file)) {
            throw new TransferException("%s is there already: name another file, or take it away.".formatted(file));
        }
        try {
            try (FileChannel channel = open(part);
                    OutputStream out = new BufferedOutputStream(
                            Channels.newOutputStream(channel))) {
                content.write(out, part);
                out.flush();
                channel.force(true);
            }
            move(part, file);
        } catch (FileAlreadyExistsException e) {
            throw new TransferException(
                    "%s is there: somebody is writing the file, or was interrupted. Take it away, and try again."
                            .formatted(part),
                    e);
        } catch (IOException e) {
            discard(part, e);
            throw new TransferException("%s cannot be written (%s): is its folder there, may you write to it, and has"
                    .formatted(file, reason(e)) + " its disk room?", e);
        } catch (RuntimeException e) {
            discard(part, e);
            throw e;
        }
    }

    private static FileChannel open(Path part) throws IOException {
        boolean posix = part.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] mode = posix
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
        return FileChannel.open(part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode);
    }

    private static void move(Path part, Path file) throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file);
        }
    }

    private static void discard(Path part, Exception failure) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** What the system says, without the names of Java's classes. */
    static String reason(IOException failure) {
        return failure instanceof NoSuchFileException
                ? "no such folder"
                : String.valueOf(failure.getMessage()).replaceFirst("^.*: ", "");
    }
}
