package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.TextTable;
import dev.rollcall.app.terminal.WideOption;
import dev.rollcall.directory.access.ConnectionUse;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.EndpointState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ObjectNode;

/** Lists all connections. */
@Command(name = "list",
        description = "Lists all connections, oldest first, with how much each has and when it was last used.",
        footer = {"", "Example:", "  rollcall connection list --wide"})
final class ConnectionList extends DirectoryCommand {
    @Mixin
    private WideOption wide = new WideOption();

    ConnectionList(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        List<Connection> connections = directory.connections().list();
        List<ConnectionUse> uses = connections.stream().map(directory.connections()::use).toList();
        // The standard types are columns; what connections declare themselves is in the JSON and in "connection show".
        List<String> types = uses.stream()
                .flatMap(use -> use.resources().stream())
                .filter(count -> !count.isDeclared())
                .map(ConnectionUse.Count::name)
                .distinct()
                .toList();
        // Most are open, and a column that says so takes the room of others.
        boolean anyNotOpen = connections.stream().anyMatch(connection -> connection.endpoint() != EndpointState.OPEN);
        TextTable table = new TextTable(Stream.of(
                Stream.of("ID", "NAME", "STRATEGY"),
                anyNotOpen ? Stream.of("STATUS") : Stream.<String>empty(),
                types.stream().map(type -> type.toUpperCase(Locale.ROOT)),
                Stream.of("LAST USED", "CREATED"))
                .flatMap(headings -> headings)
                .toArray(String[]::new));
        List<ObjectNode> objects = new ArrayList<>();
        for (int i = 0; i < connections.size(); i++) {
            Connection connection = connections.get(i);
            ConnectionUse use = uses.get(i);
            table.row(Stream.of(
                    Stream.of(connection.id().value(), connection.name(), connection.strategy().keyword()),
                    anyNotOpen ? Stream.of(connection.endpoint().keyword()) : Stream.<String>empty(),
                    types.stream().map(type -> number(use, type)),
                    Stream.of(
                            use.lastUsedAt().map(at -> wide.past(at, terminal())).orElse("never"),
                            wide.past(connection.createdAt(), terminal())))
                    .flatMap(cells -> cells)
                    .toArray(String[]::new));
            objects.add(ConnectionJson.of(connection, directory.endpoint(connection), use));
        }
        output().list(
                terminal(),
                wide,
                objects,
                table,
                "There is no connection yet: make one with \"rollcall connection create\".");
        return ExitCode.DONE;
    }

    private static String number(ConnectionUse use, String type) {
        return use.resources()
                .stream()
                .filter(count -> count.name().equals(type))
                .map(count -> Long.toString(count.n()))
                .findFirst()
                .orElse("-");
    }
}
