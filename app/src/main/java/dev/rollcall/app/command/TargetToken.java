package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The secret that a target is shown: in a file or an environment variable, never among the words of a command, which others see. */
final class TargetToken {
    private static final String VARIABLE = "ROLLCALL_TARGET_TOKEN";

    @Option(names = "--token-file", paramLabel = "<file>",
            description = "A file that holds the target's bearer token and nothing else; without it, the environment variable "
                    + VARIABLE + ".")
    private @Nullable Path file;

    /** The token, without blanks around it; empty when there is none. */
    Optional<String> read(CommandSpec command, Terminal terminal) {
        return Optional.ofNullable(file)
                .map(path -> content(path, command, terminal))
                .or(() -> Optional.ofNullable(terminal.environment().get(VARIABLE)))
                .map(String::strip)
                .filter(secret -> !secret.isEmpty());
    }

    /** Whether a file was named. */
    boolean isGiven() {
        return file != null;
    }

    private static String content(Path file, CommandSpec command, Terminal terminal) {
        try {
            String text = Files.readString(terminal.folder().resolve(file)).strip();
            if (text.lines().count() != 1) {
                throw new ParameterException(command.commandLine(),
                        "The token file " + file + " must hold the token on one line and nothing else.");
            }
            return text;
        } catch (IOException e) {
            throw new ParameterException(command.commandLine(),
                    "The token file " + file + " cannot be read: name one that holds the token.", e);
        }
    }
}
