package dev.rollcall.oauth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * A small file that its owner alone may read, on systems that know such a thing. It is there under its name only when it is whole
 * and on disk.
 */
public final class PrivateFile {
    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private PrivateFile() {}

    /**
     * Writes the file.
     *
     * @param replace whether a file of that name gives way; otherwise it is a failure
     */
    public static void write(Path file, String text, boolean replace) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        // What an interrupted attempt left.
        Files.deleteIfExists(part);
        try {
            try (FileChannel channel = FileChannel.open(part,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode(part))) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            CopyOption[] how = replace
                    ? new CopyOption[]{StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE}
                    : new CopyOption[0];
            Files.move(part, file, how);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Whether nobody but the owner may read or write it, as far as the system tells. */
    static boolean isPrivate(Path file) throws IOException {
        return !isPosix(file) || Files.getPosixFilePermissions(file).stream().noneMatch(OF_OTHERS::contains);
    }

    private static FileAttribute<?>[] mode(Path file) {
        return isPosix(file)
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
