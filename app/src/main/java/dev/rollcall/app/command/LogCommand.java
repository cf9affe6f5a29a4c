package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.storage.LogQuery;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Shows what the identity provider of a connection asked for, and what it was answered. */
@Command(name = "log",
        description = "Shows the newest requests of a connection, oldest first: what the identity provider asked for, what "
                + "it was answered, and which tolerances were needed.",
        footer = {"", "Examples:", "  rollcall log acme --status 4xx", "  rollcall log acme --follow"})
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
