package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The file that a command reads, as its first argument. */
final class InputFile {
    @Parameters(index = "0", paramLabel = "FILE", description = "The file to read.")
    private Path file = Path.of("");

    /** Refuses a file that cannot be read. */
    void check(CommandSpec command, Terminal terminal) {
        Path path = path(terminal);
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new ParameterException(command.commandLine(),
                    "There is no file %s to read: check its name, and that you may read it.".formatted(file));
        }
    }

    /** Where it is. */
    Path path(Terminal terminal) {
        return terminal.folder().resolve(file);
    }

    /** As it was given. */
    @Override
    public String toString() {
        return file.toString();
    }
}
