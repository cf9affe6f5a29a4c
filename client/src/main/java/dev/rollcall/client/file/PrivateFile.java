package dev.rollcall.client.file;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * A file that its owner alone may read, on systems that know such a thing.
 *
 * <p>Guarantees: it is there under its name only when it is whole, and when a method returns it is on disk, its name included. Of
 * all who create one file, in this process and in others, one does. What is not to be replaced never is. A failure leaves the file
 * as it was.
 */
public final class PrivateFile {
    private static final String PART = ".part";
    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes to the file, which is at that path meanwhile. */
        void write(OutputStream out, Path part) throws IOException;
    }

    /** Makes the next content of a file of the one that it has. */
    @FunctionalInterface
    public interface Edit {
        /** The next content. */
        String next(String before) throws IOException;
    }

    private PrivateFile() {}

    /**
     * Makes a new small file.
     *
     * @throws FileAlreadyExistsException when there is one of that name
     */
    public static void create(Path file, String text) throws IOException {
        Path part = freePart(file);
        writeAndPublish(file, part, (out, _) -> out.write(text.getBytes(StandardCharsets.UTF_8)), false);
    }

    /**
     * Makes a new file of any size. Meanwhile it is beside its place, with {@code .part} behind its name.
     *
     * @throws FileAlreadyExistsException when there is one of that name, or of the name with {@code .part} behind, which
     *     {@link FileAlreadyExistsException#getFile()} tells: somebody is writing it, or was interrupted
     */
    public static void create(Path file, Content content) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        writeAndPublish(file, takePart(file), content, false);
    }

    /** Writes a small file in the place of the one that is there, if there is one. */
    public static void replace(Path file, String text) throws IOException {
        Path part = freePart(file);
        writeAndPublish(file, part, (out, _) -> out.write(text.getBytes(StandardCharsets.UTF_8)), true);
    }

    /**
     * Makes the next content of a small file of the one that it has. Of several who edit one file at a time one does, and the
     * others fail.
     *
     * @throws FileAlreadyExistsException when somebody else edits it, or was interrupted: then there is a file with {@code .part}
     *     behind its name
     * @throws NoSuchFileException when there is no such file
     */
    public static void edit(Path file, Edit edit) throws IOException {
        writeAndPublish(file, takePart(file),
                (out, _) -> out.write(edit.next(Files.readString(file)).getBytes(StandardCharsets.UTF_8)), true);
    }

    /** Gives a file that is whole its name, in the place of the one that is there, if there is one. */
    public static void rename(Path whole, Path file) throws IOException {
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        forceFolder(file);
    }

    /** What a file that is being written has behind its name meanwhile. */
    public static String partOf(Path file) {
        return file + PART;
    }

    /** Whether nobody but the owner may read or write it, as far as the system tells. */
    public static boolean isPrivate(Path file) throws IOException {
        return !isPosix(file) || Files.getPosixFilePermissions(file).stream().noneMatch(OF_OTHERS::contains);
    }

    private static void writeAndPublish(Path file, Path part, Content content, boolean replace) throws IOException {
        try {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
                content.write(out, part);
                out.flush();
                channel.force(true);
            }
            if (replace) {
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } else {
                publish(part, file);
            }
        } catch (IOException | RuntimeException e) {
            discard(part, e);
            throw e;
        }
        Files.deleteIfExists(part);
        forceFolder(file);
    }

    /** A second name is given only when it is free, which a move does not look at. */
    private static void publish(Path part, Path file) throws IOException {
        try {
            Files.createLink(file, part);
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException noSecondNames) {
            // A file system that gives a file one name only: the name is taken by an empty file, and that one replaced.
            Files.createFile(file, ownersAlone(file));
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void discard(Path part, Exception failure) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** An empty file beside it that nobody else has. */
    private static Path freePart(Path file) throws IOException {
        return Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName() + ".", PART,
                ownersAlone(file));
    }

    /** An empty file beside it that everybody would have who does the same. */
    private static Path takePart(Path file) throws IOException {
        return Files.createFile(file.resolveSibling(file.getFileName() + PART), ownersAlone(file));
    }

    /** Windows opens no folder as a file; there the move itself is all that can be asked for. */
    private static void forceFolder(Path file) throws IOException {
        if (File.separatorChar == '/') {
            try (FileChannel channel = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static FileAttribute<?>[] ownersAlone(Path file) {
        return isPosix(file)
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
