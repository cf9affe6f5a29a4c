package dev.rollcall.entra.job;

import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.definition.JobFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Keeps the files of a job that another one takes the place of, so that going back is copying them back. */
final class ReplacedFiles {
    private static final List<String> NAMES = List.of(JobFile.NAME, JobFile.SCHEMA_NAME, JobFolder.STATE_NAME);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
            .withZone(ZoneOffset.UTC);

    private ReplacedFiles() {}

    /** Copies them into a new folder {@code replaced-<time>} of the job's, and says which. */
    static Path keep(Path folder, Instant now) {
        Path first = folder.resolve("replaced-" + TIME.format(now));
        Path kept = first;
        for (int i = 2; Files.exists(kept); i++) {
            kept = first.resolveSibling(first.getFileName() + "-" + i);
        }
        try {
            Files.createDirectory(kept);
            for (String name : NAMES) {
                if (Files.exists(folder.resolve(name))) {
                    Files.copy(folder.resolve(name), kept.resolve(name));
                }
            }
            return kept;
        } catch (IOException e) {
            throw new JobException(
                    Problem.DEFINITION,
                    "The old job could not be kept in %s (%s), so nothing was replaced. Check the folder's owner, mode and free space."
                            .formatted(kept, e),
                    e);
        }
    }
}
