package dev.rollcall.app.command;

import dev.rollcall.app.service.Directory;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.TextTable;
import dev.rollcall.app.terminal.Times;
import dev.rollcall.directory.connection.Connection;
import java.util.List;
import picocli.CommandLine.Command;

/** Lists all connections. */
@Command(name = "list", description = "Lists all connections, oldest first.")
final class ConnectionList extends DirectoryCommand {

    ConnectionList(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Directory directory) {
        List<Connection> connections = directory.connections().list();
        TextTable table = new TextTable("ID", "NAME", "STRATEGY", "CREATED");
        connections.forEach(connection -> table.row(
                connection.id().value(),
                connection.name(),
                connection.strategy().keyword(),
                Times.text(connection.createdAt())));
        output().list(
                terminal(),
                connections.stream()
                        .map(connection -> ConnectionJson.of(connection, directory.baseUrl()))
                        .toList(),
                table,
                "There is no connection yet: make one with \"rollcall connection create\".");
        return ExitCode.DONE;
    }
}
