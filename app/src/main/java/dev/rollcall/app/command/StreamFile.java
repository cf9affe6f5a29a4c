package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Terminal;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A file with one JSON object that a command for streams is given. */
final class StreamFile {
    private StreamFile() {}

    /** @throws ParameterException when it holds something else */
    static ObjectNode read(Path file, CommandSpec command, Terminal terminal) {
        JsonNode json = JsonFile.read(file, command, terminal);
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw new ParameterException(command.commandLine(), "The file %s must hold one JSON object.".formatted(file));
    }
}
