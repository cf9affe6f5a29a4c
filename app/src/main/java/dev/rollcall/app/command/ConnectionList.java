package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.service.NoStoreException;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.TextTable;
import dev.rollcall.app.terminal.Times;
import dev.rollcall.directory.connection.Connection;
import java.net.URI;
import java.util.List;
import picocli.CommandLine.Command;

/** Lists all connections. */
@Command(name = "list", description = "Lists all connections, oldest first.")
final class ConnectionList extends DirectoryCommand {
    /** No connection, no endpoint. */
    private static final URI NOWHERE = URI.create("about:blank");

    ConnectionList(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        return print(
                directory.connections().list(),
                directory.baseUrl(),
                "There is no connection yet: make one with \"rollcall connection create\".");
    }

    @Override
    int withoutStore(NoStoreException reason) {
        return print(List.of(), NOWHERE, String.valueOf(reason.getMessage()));
    }

    private int print(List<Connection> connections, URI baseUrl, String whenEmpty) {
        TextTable table = new TextTable("ID", "NAME", "STRATEGY", "CREATED");
        connections.forEach(connection -> table.row(
                connection.id().value(),
                connection.name(),
                connection.strategy().keyword(),
                Times.text(connection.createdAt())));
        output().list(
                terminal(),
                connections.stream()
                        .map(connection -> ConnectionJson.of(connection, baseUrl))
                        .toList(),
                table,
                whenEmpty);
        return ExitCode.DONE;
    }
}
