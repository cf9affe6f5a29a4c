package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.log.Explanation;
import dev.rollcall.directory.log.LogCause;
import dev.rollcall.directory.storage.LogQuery;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.LogStretch;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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

    @Option(names = "--cause", paramLabel = "<cause>",
            description = "Only requests that ended by this cause, for example token, scope, taken or gone.")
    private @Nullable String cause;

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
        cause();
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
        Optional<LogCause> wanted = cause();
        LogQuery newest = new LogQuery(
                connection.id(),
                Optional.empty(),
                Math.max(range.lowest(), wanted.map(LogCause::lowestStatus).orElse(0)),
                Math.min(range.highest(), wanted.map(LogCause::highestStatus).orElse(LogSearch.ANY)),
                Optional.ofNullable(resource),
                limit);
        if (follow) {
            new LogFollower(directory.storage(), newest, terminal().clock()).follow(entry -> {
                if (wanted.filter(cause -> cause != LogCause.of(entry)).isEmpty()) {
                    printLine(entry);
                }
            });
            return ExitCode.DONE;
        }
        List<RequestLogEntry> entries = wanted.isPresent() ? ofCause(directory, newest, wanted.get())
                : directory.storage().read(Share.HOUSE, session -> session.log().list(newest));
        print(entries.reversed());
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

    /** The newest of a cause, in as many looks as it takes. */
    private List<RequestLogEntry> ofCause(LocalDirectory directory, LogQuery newest, LogCause wanted) {
        LogSearch search = new LogSearch(Optional.of(newest.connection()), Optional.empty(), true, newest.statusFrom(),
                newest.statusTo(), newest.resourceId(), Optional.empty(), Optional.empty(), Optional.empty(), 0, limit,
                LogSearch.USUAL_BUDGET);
        List<RequestLogEntry> found = new ArrayList<>();
        Optional<String> from = Optional.empty();
        do {
            LogSearch next = search.beyond(from);
            LogStretch stretch = directory.storage().read(Share.HOUSE, session -> session.log().search(next));
            stretch.entries()
                    .stream()
                    .filter(entry -> LogCause.of(entry) == wanted)
                    .limit(limit - found.size())
                    .forEach(found::add);
            from = stretch.next();
        } while (from.isPresent() && found.size() < limit);
        return found;
    }

    private Optional<LogCause> cause() {
        return Optional.ofNullable(cause)
                .map(word -> LogCause.named(word)
                        .orElseThrow(() -> new ParameterException(spec().commandLine(),
                                "There is no cause \"%s\": use one of %s.".formatted(word,
                                        Arrays.stream(LogCause.values())
                                                .map(LogCause::keyword)
                                                .collect(Collectors.joining(", "))))));
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
