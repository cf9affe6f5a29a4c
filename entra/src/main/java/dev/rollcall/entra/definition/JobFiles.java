package dev.rollcall.entra.definition;

import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.mapping.SchemaDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes the definition of a job into its folder; each file is replaced whole. */
public final class JobFiles {
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JobFiles() {}

    /** With the template's rows. */
    public static void writeJob(Path folder, ProvisioningJob job) {
        writeJobAs(folder.resolve(JobFile.NAME), job);
    }

    /** The same under another name. */
    public static void writeJobAs(Path file, ProvisioningJob job) {
        write(file, JobFileText.of(job));
    }

    /** With the schema that it came with beside the job file. */
    public static void writeWithSchema(Path folder, ProvisioningJob job, SchemaDocument schema) {
        writeJson(folder.resolve(JobFile.SCHEMA_NAME), schema.with(job.schema()).json());
        writeJob(folder, job);
    }

    public static void writeJson(Path file, JsonNode json) {
        write(file, JSON.writeValueAsString(json) + "\n");
    }

    static void write(Path file, String text) {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            Files.deleteIfExists(temporary);
            Files.createFile(temporary, modeOf(file));
            Files.writeString(temporary, text);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new JobException(
                    Problem.DEFINITION,
                    "%s cannot be written (%s). Check the folder's owner, mode and free space."
                            .formatted(file, FileFailure.words(e)),
                    e);
        }
    }

    /** A file that its owner alone could read, because its tenant URL has a secret for example, stays so. */
    private static FileAttribute<?>[] modeOf(Path file) throws IOException {
        return Files.exists(file) && file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(Files.getPosixFilePermissions(file))}
                : new FileAttribute<?>[0];
    }
}
