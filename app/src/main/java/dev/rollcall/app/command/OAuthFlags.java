package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.check.CheckException;
import dev.rollcall.check.OAuthAccess;
import dev.rollcall.client.http.HttpTransportOptions;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The OAuth client by which the check asks for its token, and whose endpoint it checks as well. */
final class OAuthFlags {
    private static final String SECRET_VARIABLE = "ROLLCALL_CHECK_CLIENT_SECRET";

    @Option(names = "--token-url", paramLabel = "<url>",
            description = "The token endpoint; the check asks there for its token, and checks it as well. Needs --client-id.")
    private @Nullable String tokenUrl;

    @Option(names = "--client-id", paramLabel = "<id>", description = "The id of the OAuth client.")
    private @Nullable String clientId;

    @Option(names = "--client-secret-file", paramLabel = "<file>",
            description = "A file that holds its secret and nothing else; without it, the environment variable "
                    + SECRET_VARIABLE + ".")
    private @Nullable Path secretFile;

    @Option(names = "--scope", paramLabel = "<text>", description = "The scope that is asked for.")
    private @Nullable String scope;

    /**
     * The client; empty when none is given.
     *
     * @throws ParameterException when something is missing
     */
    Optional<OAuthAccess> read(CommandSpec command, Terminal terminal, HttpTransportOptions transport) {
        if (tokenUrl == null && clientId == null) {
            return Optional.empty();
        }
        if (tokenUrl == null || clientId == null) {
            throw new ParameterException(command.commandLine(), "Give --token-url and --client-id, both of them.");
        }
        String secret = secret(command, terminal);
        if (secret.isEmpty()) {
            throw new ParameterException(command.commandLine(), "The client's secret is missing: use"
                    + " --client-secret-file, or the environment variable " + SECRET_VARIABLE + ".");
        }
        try {
            return Optional.of(new OAuthAccess(new URI(tokenUrl), clientId, secret, Optional.ofNullable(scope),
                    transport));
        } catch (URISyntaxException | CheckException e) {
            throw new ParameterException(command.commandLine(), "The token URL cannot be used: " + e.getMessage(), e);
        }
    }

    private String secret(CommandSpec command, Terminal terminal) {
        if (secretFile == null) {
            return Optional.ofNullable(terminal.environment().get(SECRET_VARIABLE)).orElse("").strip();
        }
        try {
            return Files.readString(terminal.folder().resolve(secretFile)).strip();
        } catch (IOException e) {
            throw new ParameterException(command.commandLine(), "The file " + secretFile
                    + " cannot be read: name one that holds the secret.", e);
        }
    }
}
