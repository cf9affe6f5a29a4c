package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.connection.Connection;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Revokes a token. */
@Command(name = "revoke", description = "Revokes a token for good; requests with it are refused within a second.",
        footer = {"", "Example:", "  rollcall token revoke acme tok_0123456789abcdef"})
final class TokenRevoke extends DirectoryCommand {
    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    @Parameters(index = "1", paramLabel = "TOKEN_ID",
            description = "The id of the token: tok_ and 16 letters or digits, the part before the dot.")
    private String tokenId = "";

    TokenRevoke(Terminal terminal) {
        super(terminal);
    }

    @Override
    void check() {
        if (tokenId.indexOf('.') >= 0) {
            throw new ParameterException(
                    spec().commandLine(), "Give the token's id, the part before the dot, not the token itself.");
        }
    }

    @Override
    int run(LocalDirectory directory) {
        Connection connection = named.in(directory);
        if (!directory.tokens().revoke(connection.id(), tokenId)) {
            throw new NotFound(
                    "The connection %s has no token \"%s\": see its tokens with \"rollcall token list %s\"."
                            .formatted(connection.name(), tokenId, connection.name()));
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("token_id", tokenId).put("revoked", true);
        output().object(terminal(), object, List.of("Revoked the token %s.".formatted(tokenId)));
        return ExitCode.DONE;
    }
}
