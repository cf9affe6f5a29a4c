package dev.rollcall.entra.definition;

import dev.rollcall.entra.definition.JobException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Where the secret token is; never the token itself. */
public sealed interface TokenSource {
    /** The environment variable that a new job file names for the token. */
    String DEFAULT_VARIABLE = "ROLLCALL_SCIM_TOKEN";

    /** In an environment variable. */
    record Variable(String name) implements TokenSource {}

    /** In a file that holds nothing else; a relative name starts at the job's folder. */
    record TokenFile(String name) implements TokenSource {}

    /** Nowhere: requests carry no credentials. */
    record None() implements TokenSource {}

    /**
     * The token.
     *
     * @param environment the value of an environment variable
     * @throws JobException when it is not there
     */
    default Optional<String> token(Path folder, Function<String, Optional<String>> environment) {
        return switch (this) {
            case Variable(String name) -> Optional.of(environment
                    .apply(name)
                    .map(String::strip)
                    .filter(token -> !token.isEmpty())
                    .orElseThrow(() -> new JobException(
                            Problem.DEFINITION,
                            "The environment variable %s, which token.env in the job file names, is not set. Set it to"
                                    .formatted(name) + " the secret token, or name a file with token.file.")));
            case TokenFile(String name) -> Optional.of(read(folder.resolve(name)));
            case None() -> Optional.empty();
        };
    }

    private static String read(Path file) {
        try {
            String token = Files.readString(file).strip();
            if (token.isEmpty() || token.lines().count() > 1) {
                throw new JobException(
                        Problem.DEFINITION,
                        "The token file %s must hold the secret token on one line and nothing else.".formatted(file));
            }
            return token;
        } catch (IOException e) {
            throw new JobException(
                    Problem.DEFINITION,
                    "The token file %s, which token.file in the job file names, cannot be read. Write the secret token"
                            .formatted(file) + " into it, or name an environment variable with token.env.",
                    e);
        }
    }
}
