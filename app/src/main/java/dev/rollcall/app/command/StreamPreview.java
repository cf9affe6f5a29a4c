package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Printable;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.stream.EventStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows what an event would make an event stream send. */
@Command(name = "preview",
        description = "Shows the exact requests that an event would make an event stream send to its target. Nothing is sent and "
                + "nothing is remembered; it works offline.",
        footer = {"", "Examples:", "  rollcall stream preview crm --event event.json",
            "  rollcall stream preview crm --user 'waad|acme|42'"})
final class StreamPreview extends DirectoryCommand {
    /** One of the two. */
    static final class Subject {
        @Option(names = "--event", required = true, paramLabel = "<file>",
                description = "A file with a CloudEvent, as webhooks and GET /api/v2/events have it.")
        private @Nullable Path event;

        @Option(names = "--user", required = true, paramLabel = "<user id>",
                description = "An update to the state that this user has now.")
        private @Nullable String user;
    }

    @Mixin
    private StreamArgument named = new StreamArgument();

    @ArgGroup(multiplicity = "1")
    private Subject subject = new Subject();

    StreamPreview(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        EventStream stream = named.in(directory);
        Path file = subject.event;
        ObjectNode event = file == null
                ? directory.streams()
                        .stateOf(stream, String.valueOf(subject.user))
                        .orElseThrow(() -> new NotFound(
                                "There is no user of the user_id %s. One is made of strategy, connection and"
                                        .formatted(subject.user)
                                        + " the user's own part, such as waad|acme|42: those whom the stream was to tell of stand under"
                                        + " SUBJECT in \"rollcall stream deliveries STREAM\"."))
                : StreamFile.read(file, spec(), terminal());
        ObjectNode preview;
        try {
            preview = directory.streams().actions().preview(stream, event);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
        output().object(terminal(), preview, lines(preview));
        return ExitCode.DONE;
    }

    private static List<String> lines(ObjectNode preview) {
        List<String> lines = new ArrayList<>();
        for (JsonNode request : preview.path("requests")) {
            lines.add(request.path("method").asString("") + " " + request.path("url").asString(""));
            request.path("headers")
                    .properties()
                    .forEach(header -> lines.add("  " + header.getKey() + ": " + header.getValue().asString("")));
            JsonNode body = request.path("body");
            if (!body.isMissingNode() && !body.isNull()) {
                lines.add("");
                (body.isString() ? body.stringValue() : body.toPrettyString()).lines()
                        .forEach(line -> lines.add("  " + line));
            }
            lines.add("");
        }
        lines.add((preview.path("requests").isEmpty() ? "Nothing is sent: " : "Once the target has taken this: ")
                + preview.path("outcome").asString(""));
        return lines.stream().map(Printable::line).toList();
    }
}
