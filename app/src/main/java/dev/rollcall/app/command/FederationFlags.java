package dev.rollcall.app.command;

import dev.rollcall.directory.client.Federation;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Whose assertions show that a client is it: the four values that Entra shows for a workload identity. */
final class FederationFlags {
    @Option(names = "--issuer", paramLabel = "<url>",
            description = "Who signs assertions for it, as their claim iss says; needs the three below.")
    private @Nullable String issuer;

    @Option(names = "--audience", paramLabel = "<text>", description = "The claim aud of those assertions.")
    private @Nullable String audience;

    @Option(names = "--subject", paramLabel = "<text>", description = "The claim sub of those assertions.")
    private @Nullable String subject;

    @Option(names = "--key-set", paramLabel = "<url>",
            description = "Where the issuer's public keys are, for Entra .../discovery/v2.0/keys.")
    private @Nullable String keySet;

    /**
     * What they ask for; empty when none is given.
     *
     * @throws ParameterException when some are missing, or the URL of the keys is none
     */
    Optional<Federation> read(CommandSpec command) {
        long given = Stream.of(Optional.ofNullable(issuer), Optional.ofNullable(audience),
                Optional.ofNullable(subject), Optional.ofNullable(keySet)).filter(Optional::isPresent).count();
        if (given == 0) {
            return Optional.empty();
        }
        if (issuer == null || audience == null || subject == null || keySet == null) {
            throw new ParameterException(command.commandLine(),
                    "Give --issuer, --audience, --subject and --key-set, all four of them.");
        }
        try {
            return Optional.of(new Federation(issuer, audience, subject, new URI(keySet)));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "These values cannot be used: " + e.getMessage(), e);
        }
    }
}
