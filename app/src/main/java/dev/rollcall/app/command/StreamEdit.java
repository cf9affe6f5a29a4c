package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.access.EventStreams;
import dev.rollcall.directory.access.NewStream;
import dev.rollcall.directory.access.StreamForm;
import dev.rollcall.directory.access.StreamJson;
import dev.rollcall.directory.stream.DestinationJson;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ScimTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Changes an event stream. */
@Command(name = "edit",
        description = "Changes an event stream; what is not said stays as it is, secrets too. \"stream show --json\" prints what can "
                + "be edited in a file. A running service follows within a second.",
        footer = {"", "Examples:", "  rollcall stream edit crm --file crm.json",
            "  rollcall stream edit crm --token-file new.token",
            "  rollcall stream edit crm --name crm-eu",
            "  rollcall stream edit audit --rotate-secret --overlap 24h"})
final class StreamEdit extends DirectoryCommand {
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    @Mixin
    private StreamArgument named = new StreamArgument();

    @Option(names = "--file", paramLabel = "<file>",
            description = "A file with the fields to change as the management API takes them: name, subscriptions, status, "
                    + "destination, filter, delivery.")
    private @Nullable Path file;

    @Option(names = "--name", paramLabel = "<name>", description = "Another name.")
    private @Nullable String name;

    @Option(names = "--events", paramLabel = "<types>",
            description = "The types of events with commas between them, in the place of those that it has.")
    private @Nullable String events;

    @Option(names = "--rotate-secret",
            description = "Give a webhook another signing secret, printed this once; the former one stays in force for the "
                    + "time of --overlap.")
    private boolean rotate;

    @Mixin
    private TargetToken token = new TargetToken();

    @Option(names = "--overlap", paramLabel = "<duration>",
            description = "How long the former signing secret stays in force, for example 24h; 0s ends it at once. Default: 24h.")
    private @Nullable String overlap;

    StreamEdit(Terminal terminal) {
        super(terminal);
    }

    @Override
    void check() {
        overlap();
        if (file == null && name == null && events == null && !rotate && !token.isGiven()) {
            throw wrong("Give one of --file, --name, --events, --token-file or --rotate-secret.");
        }
    }

    @Override
    int run(LocalDirectory directory) {
        EventStream stream = named.in(directory);
        EventStreams streams = directory.streams().streams();
        ObjectNode body = body(stream);
        EventStream after = body.isEmpty() ? stream
                : streams.edit(stream.id(), StreamForm.read(body, Optional.of(stream), streams::connection));
        List<String> lines = new ArrayList<>();
        ObjectNode object = StreamJson.of(after);
        if (rotate) {
            NewStream rotated = streams.rotateSecret(stream.id(), overlap());
            object = StreamJson.of(rotated.stream());
            String secret = rotated.signingSecret().orElseThrow();
            object.put("signing_secret", secret);
            lines.add("signing secret   " + secret);
            lines.add("");
            lines.add("Give the secret to the receiver now: it is not shown again.");
        }
        lines.addAll(0, StreamText.lines(after));
        output().object(terminal(), object, lines);
        return ExitCode.DONE;
    }

    private Duration overlap() {
        return Optional.ofNullable(overlap)
                .map(text -> LifetimeText.parse(spec(), "--overlap", text, Duration.ZERO, LONGEST_OVERLAP))
                .orElse(EventStreams.OVERLAP);
    }

    private ObjectNode body(EventStream stream) {
        Path from = file;
        ObjectNode body = from == null ? JsonNodeFactory.instance.objectNode()
                : StreamFile.read(from, spec(), terminal());
        Optional.ofNullable(name).ifPresent(other -> body.put("name", other));
        Optional.ofNullable(events).ifPresent(types -> StreamText.subscriptions(body, types));
        if (token.isGiven()) {
            String secret = token.read(spec(), terminal())
                    .orElseThrow(() -> wrong("The token file is empty: name one that holds the token."));
            if (!body.has("destination")) {
                body.set("destination", DestinationJson.of(stream.destination()));
            }
            boolean scim = stream.destination() instanceof ScimTarget;
            JsonNode access = body.path("destination")
                    .path("configuration")
                    .path(scim ? "authorization" : "webhook_authorization");
            if (!(access instanceof ObjectNode object)) {
                throw wrong("The stream's target is shown nothing. Give its webhook_authorization in a --file.");
            }
            object.put(switch (object.path("method").asString("")) {
                case "basic" -> "password";
                case "custom_header" -> "header_value";
                case "client_credentials" -> "client_secret";
                default -> "token";
            }, secret);
        }
        return body;
    }
}
