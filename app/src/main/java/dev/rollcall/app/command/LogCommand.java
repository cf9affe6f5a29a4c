package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.log.Explanation;
import dev.rollcall.directory.storage.LogQuery;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Shows what the identity provider of a connection asked for, and what it was answered. */
@Command(name = "log",
        description = "Shows the newest requests of a connection, oldest first: what the identity provider asked for, what "
                + "it was answered, and which tolerances were needed.",
        footer = {"", "Examples:", "  rollcall log acme --status 4xx", "  rollcall log acme --follow",
            "  rollcall log acme --explain 0199c0de-0000-7000-8000-000000000000"})
final class LogCommand extends DirectoryCommand {
    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    @Option(names = "--follow", description = "Go on and print new requests as they come, until interrupted.")
    private boolean follow;

    @Option(names = "--status", paramLabel = "<status>",
            description = "Only requests that were answered with this status, for example 404 or 4xx.")
    private @Nullable String status;

    @Option(names = "--resource", paramLabel = "<id>",
            description = "Only requests for the user or group with this id.")
    private @Nullable String resource;

    @Option(names = "--limit", paramLabel = "<number>", defaultValue = "50",
            description = "How many requests to show at most, 1 to 10000. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--explain", paramLabel = "<entry>",
            description = "Say in plain words why the request with this id ended as it did, and what to change where.")
    private @Nullable String explain;

    LogCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void check() {
        status();
        if (limit < 1 || limit > 10_000) {
            throw new ParameterException(spec().commandLine(), "The limit must be a number from 1 to 10000.");
        }
    }

    @Override
    int run(LocalDirectory directory) {
        Connection connection = named.in(directory);
        if (explain != null) {
            return explain(directory, connection, explain);
        }
        StatusRange range = status();
        LogQuery newest = new LogQuery(
                connection.id(),
                Optional.empty(),
                range.lowest(),
                range.highest(),
                Optional.ofNullable(resource),
                limit);
        if (follow) {
            new LogFollower(directory.storage(), newest, terminal().clock()).follow(this::printLine);
            return ExitCode.DONE;
        }
        List<RequestLogEntry> entries = directory.storage()
                .read(Share.HOUSE, session -> session.log().list(newest))
                .reversed();
        print(entries);
        long dropped = directory.storage()
                .read(Share.of(connection.id()), session -> session.log().dropped(connection.id()));
        if (dropped > 0) {
            terminal().err().printf("%d rows or bodies were left out of this log under pressure.%n", dropped);
        }
        return ExitCode.DONE;
    }

    private int explain(LocalDirectory directory, Connection connection, String id) {
        RequestLogEntry entry = directory.storage()
                .read(Share.HOUSE, session -> session.log().find(id))
                .filter(found -> found.connection().equals(connection.id()))
                .orElseThrow(() -> new NotFound(
                        "The log of %s has no entry %s: see the ids with \"rollcall log %s --json\"."
                                .formatted(connection.name(), id, connection.name())));
        Explanation explanation = Explanation.of(entry, connection.strategy());
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("log_id", entry.id())
                .put("summary", explanation.summary())
                .put("cause", explanation.cause());
        ArrayNode next = json.putArray("what_to_do");
        explanation.next().forEach(next::add);
        ArrayNode tolerances = json.putArray("tolerances");
        explanation.tolerances().forEach(tolerances::add);
        List<String> lines = new ArrayList<>(List.of(explanation.summary(), explanation.cause()));
        explanation.next().forEach(step -> lines.add("What to do: " + step));
        explanation.tolerances().forEach(tolerance -> lines.add("Tolerated: " + tolerance));
        output().object(terminal(), json, lines);
        return ExitCode.DONE;
    }

    private StatusRange status() {
        String text = Optional.ofNullable(status).orElse("xxx");
        return StatusRange.parse(text)
                .orElseThrow(() -> new ParameterException(
                        spec().commandLine(),
                        "The status \"%s\" cannot be used: write one such as 404, or a class such as 4xx."
                                .formatted(text)));
    }

    private void print(List<RequestLogEntry> entries) {
        if (!output().json()) {
            entries.forEach(this::printLine);
            if (entries.isEmpty()) {
                terminal().err().println("The log has no such request.");
            }
            return;
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        entries.forEach(entry -> array.add(LogJson.of(entry)));
        terminal().out().println(array);
    }

    private void printLine(RequestLogEntry entry) {
        if (output().json()) {
            terminal().out().println(LogJson.of(entry));
        } else {
            LogText.lines(entry).forEach(terminal().out()::println);
        }
        if (terminal().out().checkError()) {
            // Nobody reads any more, for example because of "| head".
            Thread.currentThread().interrupt();
        }
    }
}
