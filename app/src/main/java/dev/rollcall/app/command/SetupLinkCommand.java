package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.TextTable;
import dev.rollcall.app.terminal.Times;
import dev.rollcall.app.terminal.WideOption;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.directory.access.SetupLinkDraft;
import dev.rollcall.directory.access.SetupLinks.Made;
import dev.rollcall.directory.access.Tokens;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.setup.SetupLink;
import dev.rollcall.directory.setup.SetupProgress;
import dev.rollcall.directory.setup.SetupStep;
import dev.rollcall.directory.setup.SuccessAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes a link by which a customer's administrator sets a connection up, lists those that there are, or ends one. */
@Command(name = "setup-link",
        description = "Makes a link by which a customer's administrator sets the connection up in the console without an "
                + "account, and prints it, this once. It reaches this connection alone and shows no users; whoever has it can "
                + "make tokens of the connection.",
        footer = {"", "Examples:", "  rollcall setup-link acme --lifetime 7d", "  rollcall setup-link acme --list",
            "  rollcall setup-link acme --revoke sul_0123456789abcdef"})
final class SetupLinkCommand extends DirectoryCommand {
    private static final String LIFETIME = "--lifetime";
    private static final String TOKEN_LIFETIME = "--token-lifetime";
    private static final String SUCCESS = "--success-url";

    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    @Option(names = LIFETIME, paramLabel = "<duration>", defaultValue = "7d",
            description = "How long the link is good, from 5m to 90d; 7d unless another time is given.")
    private String lifetime = "7d";

    @Option(names = "--tokens", paramLabel = "<n>", defaultValue = "5",
            description = "How many tokens may be made by it; 5 unless another number is given.")
    private int tokens = SetupLinkDraft.USUAL_TOKENS;

    @Option(names = TOKEN_LIFETIME, paramLabel = "<duration>",
            description = "How long its tokens are valid, more than 900s, for example 365d. Without it, until they are "
                    + "revoked.")
    private @Nullable String tokenLifetime;

    @Option(names = "--only-empty", description = "It makes tokens only while the connection has no users.")
    private boolean onlyEmpty;

    @Option(names = SUCCESS, paramLabel = "<address>",
            description = "Where its page leads when everything has arrived: a page of yours, by https.")
    private @Nullable String success;

    @Option(names = "--list", description = "List the connection's links instead.")
    private boolean list;

    @Option(names = "--revoke", paramLabel = "<id>",
            description = "End the link of this id instead. The tokens that it has made stay.")
    private @Nullable String revoked;

    @Mixin
    private WideOption wide = new WideOption();

    @Mixin
    private FieldOption field = new FieldOption("id", "url", "expires_at");

    SetupLinkCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void check() {
        draft();
        if (list && revoked != null) {
            throw new ParameterException(spec().commandLine(), "Only one of these can be given: --list, --revoke.");
        }
        field.check(spec(), output());
    }

    @Override
    int run(LocalDirectory directory) {
        Connection connection = named.in(directory);
        if (revoked != null) {
            return revoke(directory, connection, revoked);
        }
        return list ? list(directory, connection) : create(directory, connection);
    }

    private SetupLinkDraft draft() {
        Optional<Duration> ofTokens = Optional.ofNullable(tokenLifetime)
                .map(text -> LifetimeText.parse(spec(), TOKEN_LIFETIME, text, Tokens.MINIMUM_LIFETIME.plusSeconds(1),
                        LifetimeText.LONGEST));
        if (tokens < 1 || tokens > Tokens.MOST) {
            throw new ParameterException(spec().commandLine(),
                    "--tokens %d cannot be used: write a number from 1 to %d.".formatted(tokens, Tokens.MOST));
        }
        return new SetupLinkDraft(LifetimeText.parse(spec(), LIFETIME, lifetime, SetupLinkDraft.SHORTEST_LIFETIME,
                SetupLinkDraft.LONGEST_LIFETIME), onlyEmpty, tokens, ofTokens,
                Optional.ofNullable(success).map(this::address));
    }

    private SuccessAddress address(String text) {
        try {
            return new SuccessAddress(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec().commandLine(), SUCCESS + " cannot be used: " + e.getMessage());
        }
    }

    private int create(LocalDirectory directory, Connection connection) {
        Made made = directory.setupLinks().create(connection.id(), draft());
        String url = directory.baseUrl() + ConsolePath.SETUP_ENTER.with(made.secret());
        ObjectNode object = json(made.link()).put("url", url);
        field.of(object)
                .ifPresentOrElse(terminal().out()::println, () -> output().object(terminal(), object, List.of(
                        url,
                        "",
                        "id           " + made.link().linkId(),
                        "good until   " + Times.text(made.link().expiresAt()),
                        "tokens       " + made.link().mostTokens(),
                        "",
                        "Send it to the customer's administrator by a way that others do not read. It is not shown again;"
                                + " end it with \"rollcall setup-link %s --revoke %s\"."
                                        .formatted(connection.name(), made.link().linkId()))));
        return ExitCode.DONE;
    }

    private int list(LocalDirectory directory, Connection connection) {
        List<SetupLink> links = directory.setupLinks().list(connection.id());
        TextTable table = new TextTable("ID", "CREATED", "GOOD UNTIL", "TOKENS", "ARRIVED");
        links.forEach(link -> table.row(link.linkId(), wide.past(link.createdAt(), terminal()),
                Times.text(link.expiresAt()) + (link.isValidAt(terminal().clock().instant()) ? "" : " (expired)"),
                link.tokensMade() + " of " + link.mostTokens(), arrived(link)));
        output().list(terminal(), wide, links.stream().map(SetupLinkCommand::json).toList(), table,
                "The connection has no set-up link: make one with \"rollcall setup-link\".");
        return ExitCode.DONE;
    }

    private int revoke(LocalDirectory directory, Connection connection, String id) {
        if (!directory.setupLinks().revoke(connection.id(), id)) {
            throw new NotFound("The connection %s has no set-up link \"%s\": see \"rollcall setup-link %s --list\"."
                    .formatted(connection.name(), id, connection.name()));
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("id", id).put("revoked", true);
        output().object(terminal(), object, List.of("Revoked the set-up link %s.".formatted(id)));
        return ExitCode.DONE;
    }

    private static String arrived(SetupLink link) {
        List<String> done = done(link).toList();
        return done.isEmpty() ? "nothing yet" : String.join(", ", done);
    }

    private static Stream<String> done(SetupLink link) {
        return Arrays.stream(SetupStep.values())
                .filter(step -> link.progress().state(step) == SetupProgress.State.DONE)
                .map(SetupStep::keyword);
    }

    private static ObjectNode json(SetupLink link) {
        ObjectNode object = JsonNodeFactory.instance
                .objectNode()
                .put("id", link.linkId())
                .put("created_at", Times.text(link.createdAt()))
                .put("expires_at", Times.text(link.expiresAt()))
                .put("only_empty", link.onlyEmpty())
                .put("tokens", link.mostTokens())
                .put("tokens_made", link.tokensMade());
        link.success().ifPresent(success -> object.put("success_url", success.text()));
        done(link).forEach(object.putArray("arrived")::add);
        return object;
    }
}
