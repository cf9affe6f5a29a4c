package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.connection.Connection;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Deletes a connection. */
@Command(name = "delete",
        description = "Deletes a connection with all its tokens, users, groups and log, at once and for good.")
final class ConnectionDelete extends DirectoryCommand {
    @Parameters(paramLabel = "CONNECTION", description = "The id or the name of the connection.")
    private String idOrName = "";

    ConnectionDelete(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        Connection connection = connection(directory, idOrName);
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
}
