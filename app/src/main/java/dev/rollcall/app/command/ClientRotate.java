package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.access.Tokens;
import dev.rollcall.directory.client.IssuedSecret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Gives a client a new secret and prints it, this once. */
@Command(name = "rotate",
        description = "Gives a client a new secret and prints it, this once. The secrets that it has are valid on for a while, so "
                + "that the new one can be put in place first.",
        footer = {"", "Example:", "  rollcall client rotate cli_0123456789abcdef --lifetime 365d --overlap 7d"})
final class ClientRotate extends DirectoryCommand {
    @Parameters(paramLabel = "CLIENT_ID", description = "The id of the client.")
    private String clientId = "";

    @Option(names = "--lifetime", paramLabel = "<duration>",
            description = "How long the new secret is valid, more than 900s. Without it, until the next rotation.")
    private @Nullable String lifetime;

    @Option(names = "--overlap", paramLabel = "<duration>", defaultValue = "24h",
            description = "How long the secrets before are valid on; 0s ends them at once. Default: 24h.")
    private String overlap = "24h";

    @Mixin
    private FieldOption field = new FieldOption("client_secret", "secret_id");

    ClientRotate(Terminal terminal) {
        super(terminal);
    }

    @Override
    void check() {
        lifetime();
        overlap();
        field.check(spec(), output());
    }

    @Override
    int run(LocalDirectory directory) {
        IssuedSecret issued = directory.clients()
                .rotate(ClientDelete.clientId(clientId), lifetime(), overlap());
        ObjectNode object = ClientJson.of(issued);
        field.of(object)
                .ifPresentOrElse(terminal().out()::println, () -> output().object(terminal(), object, List.of(
                        issued.text(),
                        "",
                        "The secrets before are valid for " + overlap + " more.",
                        "Copy the secret now: it is not shown again, and Rollcall keeps only a hash of it.")));
        return ExitCode.DONE;
    }

    private Optional<Duration> lifetime() {
        return Optional.ofNullable(lifetime)
                .map(text -> LifetimeText.parse(spec(), "--lifetime", text,
                        Tokens.MINIMUM_LIFETIME.plusSeconds(1), LifetimeText.LONGEST));
    }

    private Duration overlap() {
        return LifetimeText.parse(spec(), "--overlap", overlap, Duration.ZERO, LifetimeText.LONGEST);
    }
}
