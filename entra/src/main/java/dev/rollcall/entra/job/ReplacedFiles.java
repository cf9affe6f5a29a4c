package dev.rollcall.entra.job;

import dev.rollcall.entra.definition.FileFailure;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.definition.JobFile;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

/** Keeps the files of a job that another one takes the place of, so that going back is copying them back. */
final class ReplacedFiles {
    /** So many are kept; a script that changes the job again and again must not fill the disk. */
    static final int MOST_KEPT = 100;

    private static final String PREFIX = "replaced-";
    private static final List<String> NAMES = List.of(JobFile.NAME, JobFile.SCHEMA_NAME, LockedState.NAME);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
            .withZone(ZoneOffset.UTC);

    private ReplacedFiles() {}

    /**
     * Copies them into a new folder {@code replaced-<time>} of the job's, and says which. Of the oldest folders, those beyond
     * {@link #MOST_KEPT} go, but never a file in them that somebody else put there.
     */
    static Path keep(Path folder, Instant now) {
        Path kept = folder.resolve(PREFIX + TIME.format(now));
        try {
            kept = next(folder, PREFIX + TIME.format(now));
            Files.createDirectory(kept);
            for (String name : NAMES) {
                if (Files.exists(folder.resolve(name))) {
                    // With their modes: a tenant URL may have a secret.
                    Files.copy(folder.resolve(name), kept.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
            dropOldest(folder);
            return kept;
        } catch (IOException e) {
            throw new JobException(
                    Problem.DEFINITION,
                    "The old job could not be kept in %s (%s), so nothing was replaced. Check the folder's owner, mode and free space."
                            .formatted(kept, FileFailure.words(e)),
                    e);
        }
    }

    /** A name that comes after all that begin alike, and not in the place of one that went already: the newest is last. */
    private static Path next(Path folder, String name) throws IOException {
        int alike = folders(folder, name).size();
        Path next = folder.resolve(name);
        for (int i = alike + 1; alike > 0 && (i == alike + 1 || Files.exists(next)); i++) {
            next = folder.resolve("%s-%03d".formatted(name, i));
        }
        return next;
    }

    private static List<Path> folders(Path folder, String prefix) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(path -> path.getFileName().toString().startsWith(prefix) && Files.isDirectory(path))
                    .sorted()
                    .toList();
        }
    }

    private static void dropOldest(Path folder) throws IOException {
        List<Path> all = folders(folder, PREFIX);
        for (Path oldest : all.subList(0, Math.max(0, all.size() - MOST_KEPT))) {
            drop(oldest);
        }
    }

    private static void drop(Path kept) throws IOException {
        for (String name : NAMES) {
            Files.deleteIfExists(kept.resolve(name));
        }
        try {
            Files.delete(kept);
        } catch (DirectoryNotEmptyException e) {
            // Somebody keeps more in it, and that stays.
            return;
        }
    }
}
