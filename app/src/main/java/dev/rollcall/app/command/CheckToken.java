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

/** The token of the endpoint that is checked: given by a flag, in a file, or in an environment variable. */
final class CheckToken {
    private static final String VARIABLE = "ROLLCALL_CHECK_TOKEN";

    /** What is added to a failure that the lack of a token may explain. */
    static final String MISSING = " No token was given: use --token, --token-file or the environment variable "
            + VARIABLE
            + ".";

    @Option(names = "--token", paramLabel = "<token>",
            description = "The bearer token; without it, the environment variable " + VARIABLE + ".")
    private @Nullable String token;

    @Option(names = "--token-file", paramLabel = "<file>",
            description = "A file that holds the token and nothing else.")
    private @Nullable Path file;

    /** The token, without blanks around it; empty when there is none. */
    Optional<String> read(CommandSpec command, Terminal terminal) {
        if (token != null && file != null) {
            throw new ParameterException(command.commandLine(), "Give either --token or --token-file, not both.");
        }
        return Optional.ofNullable(file)
                .map(path -> content(path, command, terminal))
                .or(() -> Optional.ofNullable(token))
                .or(() -> Optional.ofNullable(terminal.environment().get(VARIABLE)))
                .map(String::strip)
                .filter(secret -> !secret.isEmpty());
    }

    private static String content(Path file, CommandSpec command, Terminal terminal) {
        try {
            String text = Files.readString(terminal.folder().resolve(file)).strip();
            if (text.lines().count() > 1) {
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
