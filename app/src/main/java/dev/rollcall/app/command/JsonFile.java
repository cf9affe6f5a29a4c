package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.scim.json.ScimJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A file of JSON that a command is given. */
final class JsonFile {
    /** Bytes. */
    private static final long LARGEST = 1 << 20;

    private JsonFile() {}

    /**
     * What is in it.
     *
     * @throws ParameterException when it cannot be read, is larger than 1 MiB, or is no JSON
     */
    static JsonNode read(Path file, CommandSpec command, Terminal terminal) {
        Path path = terminal.folder().resolve(file);
        try {
            if (Files.size(path) > LARGEST) {
                throw new ParameterException(command.commandLine(),
                        "The file %s is larger than 1 MiB.".formatted(file));
            }
            return ScimJson.tree(Files.readAllBytes(path));
        } catch (IOException e) {
            throw new ParameterException(
                    command.commandLine(),
                    "The file %s cannot be read: check its name, and that you may read it.".formatted(file), e);
        } catch (JacksonException e) {
            throw new ParameterException(command.commandLine(), "The file %s is no JSON: %s".formatted(
                    file, e.getOriginalMessage()), e);
        }
    }
}
