package dev.rollcall.entra.definition;

import dev.rollcall.entra.definition.JobException.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file with a secret, which its owner alone can read. */
public final class TokenFile {
    private TokenFile() {}

    /**
     * Writes the secret on a line of its own. A file that is there is replaced whole.
     *
     * @throws JobException when that cannot be done; the file is as it was then
     */
    public static void write(Path file, String secret) {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            Files.deleteIfExists(temporary);
            try (FileChannel channel = FileChannel.open(temporary,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownersOnly(file))) {
                channel.write(StandardCharsets.UTF_8.encode(secret + "\n"));
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new JobException(
                    Problem.DEFINITION,
                    "The token could not be written to %s (%s). Check the folder's owner, mode and free space."
                            .formatted(file, FileFailure.words(e)),
                    e);
        }
    }

    private static FileAttribute<?>[] ownersOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
    }
}
