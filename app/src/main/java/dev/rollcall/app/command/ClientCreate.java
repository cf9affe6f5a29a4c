package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.access.Tokens;
import dev.rollcall.directory.client.ClientDraft;
import dev.rollcall.directory.client.Federation;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.client.NewClient;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.oauth.PublicKeySet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Makes an OAuth client and prints its secret, this once. */
@Command(name = "create",
        description = "Makes an OAuth client and prints its secret, this once: a client of the management API, or with "
                + "--connection one that sends SCIM requests to that connection. With --keys, or with --issuer and its "
                + "fellows, it signs assertions and has no secret.",
        footer = {"", "Examples:",
            "  rollcall client create backend --scopes read:users,update:users",
            "  rollcall client create \"Entra of acme\" --connection acme --scopes all \\",
            "      --lifetime 365d"})
final class ClientCreate extends DirectoryCommand {
    private static final String ALL = "all";

    @Parameters(paramLabel = "NAME", description = "What people call it; need not be unique.")
    private String name = "";

    @Option(names = "--connection", paramLabel = "<connection>",
            description = "The id or the name of the connection whose SCIM endpoint it may call.")
    private @Nullable String connection;

    @Option(names = "--scopes", required = true, paramLabel = "<scopes>",
            description = "What its tokens may do, with commas between, or all: read:users and the like for the management "
                    + "API, get:users and the like for a connection.")
    private String scopes = "";

    @Option(names = "--lifetime", paramLabel = "<duration>",
            description = "How long its secret is valid, more than 900s, for example 365d. Without it, until it is rotated.")
    private @Nullable String lifetime;

    @Option(names = "--token-lifetime", paramLabel = "<duration>",
            description = "How long its access tokens are valid, 60m to 360m; only with --connection. Without it, the setting "
                    + "oauth.token-lifetime.")
    private @Nullable String tokenLifetime;

    @Option(names = "--keys", paramLabel = "<file>",
            description = "A JSON Web Key Set with the public keys of the assertions that it signs itself (private_key_jwt).")
    private @Nullable Path keys;

    @Mixin
    private FederationFlags federation = new FederationFlags();

    @Mixin
    private FieldOption field = new FieldOption("client_id", "client_secret");

    ClientCreate(Terminal terminal) {
        super(terminal);
    }

    @Override
    void check() {
        secretLifetime();
        tokenLifetime();
        keySet();
        federation.read(spec());
        field.check(spec(), output());
    }

    @Override
    int run(LocalDirectory directory) {
        NewClient made = directory.clients().create(draft(directory));
        ObjectNode object = ClientJson.of(made);
        field.of(object)
                .ifPresentOrElse(terminal().out()::println,
                        () -> output().object(terminal(), object, text(directory, made)));
        return ExitCode.DONE;
    }

    private ClientDraft draft(LocalDirectory directory) {
        Optional<String> owner = Optional.ofNullable(connection);
        ClientDraft draft = owner
                .map(idOrName -> ClientDraft.of(ConnectionArgument.find(directory, idOrName).id(), name, words(true))
                        .withTokenLifetime(directory.tokenLifetime()))
                .orElseGet(() -> ClientDraft.management(name, words(false)));
        draft = secretLifetime().map(draft::withSecretLifetime).orElse(draft);
        draft = tokenLifetime().map(draft::withTokenLifetime).orElse(draft);
        draft = keySet().map(draft::withKeySet).orElse(draft);
        Optional<Federation> signer = federation.read(spec());
        return signer.map(draft::withFederation).orElse(draft);
    }

    private Set<String> words(boolean scim) {
        if (scopes.strip().equals(ALL)) {
            return scim
                    ? Arrays.stream(TokenScope.values()).map(TokenScope::keyword).collect(Collectors.toSet())
                    : ManagementScope.words();
        }
        return Arrays.stream(scopes.split(",", -1)).map(String::strip).collect(Collectors.toSet());
    }

    private Optional<Duration> secretLifetime() {
        return Optional.ofNullable(lifetime)
                .map(text -> LifetimeText.parse(spec(), "--lifetime", text,
                        Tokens.MINIMUM_LIFETIME.plusSeconds(1), LifetimeText.LONGEST));
    }

    private Optional<Duration> tokenLifetime() {
        return Optional.ofNullable(tokenLifetime)
                .map(text -> LifetimeText.parse(spec(), "--token-lifetime", text, ClientDraft.SHORTEST_LIFETIME,
                        ClientDraft.LONGEST_LIFETIME));
    }

    private Optional<String> keySet() {
        if (keys == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(PublicKeySet.parse(Files.readString(terminal().folder().resolve(keys))).json());
        } catch (IOException e) {
            throw new ParameterException(spec().commandLine(),
                    "The file %s cannot be read: check its name, and that this user may read it.".formatted(keys), e);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec().commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static List<String> text(LocalDirectory directory, NewClient made) {
        List<String> lines = new ArrayList<>();
        lines.add("client id      " + made.client().id());
        made.secret().ifPresent(secret -> lines.add("client secret  " + secret.text()));
        lines.addAll(ClientText.use(directory, made.client()));
        made.secret().ifPresent(secret -> {
            lines.add("");
            lines.add("Copy the secret now: it is not shown again, and Rollcall keeps only a hash of it.");
        });
        return lines;
    }
}
