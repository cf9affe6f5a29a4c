package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.client.ClientId;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Deletes an OAuth client. */
@Command(name = "delete",
        description = "Deletes a client for good; its secrets and its access tokens are refused within a second.",
        footer = {"", "Example:", "  rollcall client delete cli_0123456789abcdef"})
final class ClientDelete extends DirectoryCommand {
    @Parameters(paramLabel = "CLIENT_ID", description = "The id of the client.")
    private String clientId = "";

    ClientDelete(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        if (!directory.clients().delete(clientId(clientId))) {
            throw missing(clientId);
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("client_id", clientId).put("deleted", true);
        output().object(terminal(), object, List.of("Deleted the client %s.".formatted(clientId)));
        return ExitCode.DONE;
    }

    /** The id in that text. */
    static ClientId clientId(String text) {
        return ClientId.parse(text).orElseThrow(() -> missing(text));
    }

    private static NotFound missing(String text) {
        return new NotFound("There is no client \"%s\": see the ids with \"rollcall client list\".".formatted(text));
    }
}
