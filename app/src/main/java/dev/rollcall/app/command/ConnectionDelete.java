package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.Times;
import dev.rollcall.directory.access.ConnectionUse;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.connection.Connection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Deletes a connection. */
@Command(name = "delete",
        description = "Deletes a connection with all its tokens, OAuth clients, users, groups and log, at once and for good. It asks before, "
                + "and in a script it needs --yes.",
        footer = {"", "Example, which keeps a copy:", "  rollcall export acme --file acme.jsonl",
            "  rollcall connection delete acme --yes"})
final class ConnectionDelete extends DirectoryCommand {
    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    @Option(names = "--yes", description = "Delete it without asking.")
    private boolean yes;

    ConnectionDelete(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        Connection connection = named.in(directory);
        if (!yes && !agreed(connection, directory.connections().use(connection))) {
            terminal().err().println("rollcall: Nothing was deleted.");
            return ExitCode.FAILED;
        }
        if (!directory.connections().delete(connection.id(), Actor.COMMAND_LINE)) {
            throw new NotFound(
                    "The connection %s has just been deleted by somebody else.".formatted(connection.id()));
        }
        ObjectNode object = JsonNodeFactory.instance
                .objectNode()
                .put("id", connection.id().value())
                .put("name", connection.name())
                .put("deleted", true);
        output().object(
                terminal(),
                object,
                List.of("Deleted the connection %s (%s) with all that it owned."
                        .formatted(connection.name(), connection.id())));
        return ExitCode.DONE;
    }

    private boolean agreed(Connection connection, ConnectionUse use) {
        String resources = use.resources()
                .stream()
                .map(count -> number(count.n(), count.type().name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(", "));
        String what = "the connection %s (%s) with %s, %s and %s, last used %s".formatted(
                connection.name(),
                connection.id(),
                resources,
                number(use.tokens(), "token"),
                number(use.clients(), "OAuth client"),
                use.lastUsedAt().map(at -> Times.ago(at, terminal().clock().instant())).orElse("never"));
        if (!terminal().isInteractive()) {
            throw new ParameterException(spec().commandLine(), "This would delete %s, at once and for good: add --yes."
                    .formatted(what));
        }
        return terminal().screen()
                .ask("This deletes %s, at once and for good.%nType its name to go on:".formatted(what))
                .filter(connection.name()::equals)
                .isPresent();
    }

    private static String number(long count, String what) {
        return "%d %s%s".formatted(count, what, count == 1 ? "" : "s");
    }
}
