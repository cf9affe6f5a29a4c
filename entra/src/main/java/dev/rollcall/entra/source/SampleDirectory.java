package dev.rollcall.entra.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A directory to begin with: 25 users in a tree of managers, with names of many languages and one guest, four groups, and
 * everybody assigned. The files are written with comments that say what can be edited.
 */
public final class SampleDirectory {
    private static final List<String> FILES = List.of("users.yaml", "groups.yaml", "assignments.yaml");
    private static final List<String> OTHERS = List.of("users.yml", "users.csv", "groups.yml", "groups.csv",
            "assignments.yml", "assignments.csv");

    private SampleDirectory() {}

    /**
     * Writes the files into the folder, which is made if it is missing.
     *
     * @throws SourceException when one of a directory's files is there already, and then nothing is written; or when the folder
     *         cannot be written
     */
    public static void write(Path folder) {
        for (List<String> names : List.of(FILES, OTHERS)) {
            for (String name : names) {
                if (Files.exists(folder.resolve(name))) {
                    throw new SourceException("There is already a file " + name + " in " + folder
                            + "; choose an empty folder, or remove that file.");
                }
            }
        }
        try {
            Files.createDirectories(folder);
            for (String name : FILES) {
                try (InputStream file = SampleDirectory.class.getResourceAsStream("sample/" + name)) {
                    Files.write(folder.resolve(name), Objects.requireNonNull(file, name).readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new SourceException("The folder " + folder + " cannot be written; check that this user may write it.",
                    e);
        }
    }
}
