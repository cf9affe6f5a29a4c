package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.entra.definition.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A file with an exported job or a schema, as a person names it. */
record ExportedFile(Path file, CommandSpec spec) {
    /** In bytes; an exported schema has some hundred kilobytes. */
    static final long MAX_BYTES = 4L * 1024 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @throws ParameterException when it cannot be read, with what to do */
    JsonNode read(Terminal terminal) {
        Path path = terminal.folder().resolve(file);
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new ParameterException(spec.commandLine(),
                        file + " is larger than 4 MiB; use what export printed, or a schema of Microsoft Graph.");
            }
            return JSON.readTree(Files.readString(path));
        } catch (JacksonException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    file + " is no JSON (" + e.getOriginalMessage() + "); use what export printed.", e);
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(), file + " cannot be read (" + FileFailure.words(e) + "); name another file.", e);
        }
    }
}
