package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.Times;
import dev.rollcall.directory.access.Tokens;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.token.IssuedToken;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.setting.SettingForms;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.node.ObjectNode;

/** Makes a SCIM token for a connection and prints it, this once. */
@Command(name = "create",
        description = "Makes a SCIM token for a connection and prints it, this once. Any number may be active, so that a "
                + "new one can be put in place before the old one is revoked.",
        footer = {"", "Example:", "  rollcall token create acme --scopes get:users,patch:users --lifetime 365d"})
final class TokenCreate extends DirectoryCommand {
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(36_500);

    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    @Option(names = "--scopes", required = true, paramLabel = "<scopes>",
            description = "What the token may do, with commas between: get, post, put, patch or delete, a colon, and users "
                    + "or groups, for example get:users,patch:users; or all. Without post:users it cannot create users.")
    private String scopes = "";

    @Option(names = "--lifetime", paramLabel = "<duration>",
            description = "How long it is valid, more than 900s, for example 30d. Without it, until it is revoked.")
    private @Nullable String lifetime;

    @Mixin
    private FieldOption field = new FieldOption("token_id", "token", "created_at", "valid_until");

    TokenCreate(Terminal terminal) {
        super(terminal);
    }

    @Override
    void check() {
        scopes();
        lifetime();
        field.check(spec(), output());
    }

    @Override
    int run(LocalDirectory directory) {
        Connection connection = named.in(directory);
        IssuedToken issued = directory.tokens().issue(connection.id(), scopes(), lifetime());
        ObjectNode object = TokenJson.of(issued);
        field.of(object)
                .ifPresentOrElse(terminal().out()::println, () -> output().object(terminal(), object, text(issued)));
        return ExitCode.DONE;
    }

    private Set<TokenScope> scopes() {
        try {
            return ScopeText.parse(scopes);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec().commandLine(), e.getMessage(), e);
        }
    }

    private Optional<Duration> lifetime() {
        if (lifetime == null) {
            return Optional.empty();
        }
        return Optional.of(SettingForms.duration(lifetime)
                .filter(duration -> duration.compareTo(Tokens.MINIMUM_LIFETIME) > 0
                        && duration.compareTo(LONGEST_LIFETIME) <= 0)
                .orElseThrow(() -> new ParameterException(
                        spec().commandLine(),
                        "The lifetime \"%s\" cannot be used: write more than 900s and at most 36500d, for example 1h or 30d."
                                .formatted(lifetime))));
    }

    private static List<String> text(IssuedToken issued) {
        return List.of(
                issued.secret(),
                "",
                "scopes       " + String.join(", ", TokenJson.scopes(issued.token())),
                "valid until  " + issued.token().validUntil().map(Times::text).orElse("it is revoked"),
                "",
                "Copy the token now: it is not shown again, and Rollcall keeps only a hash of it.");
    }
}
