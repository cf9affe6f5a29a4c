package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.TextTable;
import dev.rollcall.directory.access.ConnectionUse;
import dev.rollcall.directory.connection.Connection;
import java.util.ArrayList;
import java.util.List;
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
        TextTable table = new TextTable("ID", "NAME", "STRATEGY", "USERS", "GROUPS", "LAST USED", "CREATED");
        List<ObjectNode> objects = new ArrayList<>();
        for (Connection connection : directory.connections().list()) {
            ConnectionUse use = directory.connections().use(connection.id());
            table.row(
                    connection.id().value(),
                    connection.name(),
                    connection.strategy().keyword(),
                    Long.toString(use.users()),
                    Long.toString(use.groups()),
                    use.lastUsedAt().map(at -> wide.past(at, terminal())).orElse("never"),
                    wide.past(connection.createdAt(), terminal()));
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
}
