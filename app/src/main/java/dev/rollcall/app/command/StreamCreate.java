package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.access.EventStreams;
import dev.rollcall.directory.access.NewStream;
import dev.rollcall.directory.access.StreamForm;
import dev.rollcall.directory.access.StreamJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes an event stream. */
@Command(name = "create",
        description = "Makes an event stream: what happens from now on is sent to its target. What exists already comes there by "
                + "\"rollcall sync\". Everything that the management API takes can be given in a file; a webhook's signing "
                + "secret is printed this once.",
        footer = {"", "Examples:",
            "  rollcall stream create crm --scim https://crm.example.com/scim/v2 \\",
            "      --token-file crm.token --connection acme",
            "  rollcall stream create audit --webhook https://audit.example.com/hook \\",
            "      --events user.created,user.deleted",
            "  rollcall stream create signals --webhook https://signals.example.com/push \\",
            "      --format scim-set-notice --audience https://signals.example.com",
            "  rollcall stream create crm --file crm.json"})
final class StreamCreate extends DirectoryCommand {
    private static final String USERS = "user.created,user.updated,user.deleted";
    private static final String GROUPS = ",group.created,group.updated,group.deleted,group.member.added,"
            + "group.member.deleted";

    /** One of the three. */
    static final class Target {
        @Option(names = "--scim", required = true, paramLabel = "<url>",
                description = "The base URL of a SCIM application, which /Users follows.")
        private @Nullable String scim;

        @Option(names = "--webhook", required = true, paramLabel = "<url>",
                description = "The address of a receiver of events, which are signed by Standard Webhooks, or by the service's own "
                        + "keys where --format says so.")
        private @Nullable String webhook;

        @Option(names = "--file", required = true, paramLabel = "<file>",
                description = "A file with the stream as the management API takes it; NAME takes the place of its name.")
        private @Nullable Path file;
    }

    @Parameters(paramLabel = "NAME", description = "The name, which no other stream has.")
    private String name = "";

    @ArgGroup(multiplicity = "1")
    private Target target = new Target();

    @Option(names = "--preset", paramLabel = "<preset>",
            description = "The make of the SCIM application: rfc, entra, okta-like or slack-like. Default: rfc.")
    private @Nullable String preset;

    @Option(names = "--format", paramLabel = "<format>",
            description = "What a webhook is posted: cloudevents, or Security Event Tokens of SCIM (RFC 9967) that name what is "
                    + "different (scim-set-notice) or have the values too (scim-set-full). Default: cloudevents.")
    private @Nullable String format;

    @Option(names = "--audience", paramLabel = "<audience>",
            description = "Whom Security Event Tokens are for, their claim aud. Default: the address of the webhook.")
    private @Nullable String audience;

    @Option(names = "--events", paramLabel = "<types>",
            description = "The types of events with commas between them. Default: those of users, and of groups for a SCIM "
                    + "application.")
    private @Nullable String events;

    @Option(names = "--connection", paramLabel = "<connection>",
            description = "Only what belongs to this connection, by its id or name; may be given several times.")
    private List<String> connections = new ArrayList<>();

    @Option(names = "--disabled",
            description = "Do not deliver yet: what happens waits until \"rollcall stream resume\".")
    private boolean disabled;

    @Mixin
    private TargetToken token = new TargetToken();

    @Mixin
    private FieldOption field = new FieldOption("id", "name", "signing_secret");

    StreamCreate(Terminal terminal) {
        super(terminal);
    }

    @Override
    void check() {
        field.check(spec(), output());
        if (target.webhook == null && (format != null || audience != null)) {
            throw wrong("--format and --audience are of a webhook: give --webhook, or write them into the file.");
        }
    }

    @Override
    int run(LocalDirectory directory) {
        ObjectNode body = body();
        EventStreams streams = directory.streams().streams();
        NewStream made = streams.create(StreamForm.read(body, Optional.empty(), streams::connection));
        ObjectNode object = StreamJson.of(made.stream());
        made.signingSecret().ifPresent(secret -> object.put("signing_secret", secret));
        field.of(object)
                .ifPresentOrElse(terminal().out()::println,
                        () -> output().object(terminal(), object, lines(made)));
        return ExitCode.DONE;
    }

    private static List<String> lines(NewStream made) {
        List<String> lines = new ArrayList<>(StreamText.lines(made.stream()));
        made.signingSecret().ifPresent(secret -> {
            lines.add("signing secret   " + secret);
            lines.add("");
            lines.add("Give the secret to the receiver now: it is not shown again.");
        });
        return lines;
    }

    private ObjectNode body() {
        Path file = target.file;
        ObjectNode body = file == null ? flags() : StreamFile.read(file, spec(), terminal());
        return body.put("name", name);
    }

    private ObjectNode flags() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        String types = Optional.ofNullable(events).orElse(target.scim == null ? USERS : USERS + GROUPS);
        StreamText.subscriptions(body, types);
        if (disabled) {
            body.put("status", "disabled");
        }
        if (!connections.isEmpty()) {
            var list = body.putObject("filter").putArray("connections");
            connections.forEach(list::add);
        }
        ObjectNode destination = body.putObject("destination");
        ObjectNode configuration = destination.putObject("configuration");
        Optional<String> secret = token.read(spec(), terminal());
        if (target.scim == null) {
            destination.put("type", "webhook");
            configuration.put("webhook_endpoint", target.webhook);
            Optional.ofNullable(format).ifPresent(word -> configuration.put("format", word));
            Optional.ofNullable(audience).ifPresent(text -> configuration.put("audience", text));
            secret.ifPresent(text -> configuration.putObject("webhook_authorization")
                    .put("method", "bearer")
                    .put("token", text));
        } else {
            destination.put("type", "scim");
            configuration.put("base_url", target.scim);
            Optional.ofNullable(preset).ifPresent(word -> configuration.put("preset", word));
            ObjectNode authorization = configuration.putObject("authorization").put("method", "bearer");
            secret.ifPresent(text -> authorization.put("token", text));
        }
        return body;
    }
}
