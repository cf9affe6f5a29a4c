package dev.rollcall.app.transfer;

import dev.rollcall.client.file.PrivateFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A new file with personal data, which its owner alone can read. A file that is there already is never overwritten. */
public final class OwnFile {
    private OwnFile() {}

    /**
     * Writes a file.
     *
     * @throws TransferException when there is one of that name, or it cannot be written
     */
    public static void write(Path file, PrivateFile.Content content) {
        try {
            PrivateFile.create(file, content);
        } catch (FileAlreadyExistsException e) {
            throw new TransferException(PrivateFile.partOf(file).equals(e.getFile())
                    ? "%s is there: somebody is writing the file, or was interrupted. Take it away, and try again."
                            .formatted(e.getFile())
                    : "%s is there already: name another file, or take it away.".formatted(file), e);
        } catch (IOException e) {
            throw new TransferException("%s cannot be written (%s): is its folder there, may you write to it, and has"
                    .formatted(file, reason(e)) + " its disk room?", e);
        }
    }

    /** What the system says, without the names of Java's classes. */
    static String reason(IOException failure) {
        return failure instanceof NoSuchFileException
                ? "no such folder"
                : String.valueOf(failure.getMessage()).replaceFirst("^.*: ", "");
    }
}
