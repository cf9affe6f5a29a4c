package dev.rollcall.entra.definition;

import dev.rollcall.client.file.PrivateFile;
import dev.rollcall.entra.definition.JobException.Problem;
import java.io.IOException;
import java.nio.file.Path;

/** A file with a secret, which its owner alone can read. */
public final class TokenFile {
    private TokenFile() {}

    /**
     * Writes the secret on a line of its own. A file that is there is replaced whole.
     *
     * @throws JobException when that cannot be done; the file is as it was then
     */
    public static void write(Path file, String secret) {
        try {
            PrivateFile.replace(file, secret + "\n");
        } catch (IOException e) {
            throw new JobException(
                    Problem.DEFINITION,
                    "The token could not be written to %s (%s). Check the folder's owner, mode and free space."
                            .formatted(file, FileFailure.words(e)),
                    e);
        }
    }
}
