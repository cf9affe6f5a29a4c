package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;

/** Lifts the administrator's block of a person. */
@Command(
        name = "unblock",
        description = "Lifts the administrator's block of a person. What the identity provider says stays in force.",
        footer = {"", "Example:", "  rollcall user unblock ada@acme.example"})
final class UserUnblock extends DirectoryCommand {
    @Parameters(paramLabel = "USER", description = "The user_id, or an e-mail address that one person has.")
    private String user = "";

    UserUnblock(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        return UserBlock.changed(
                this, directory, user, JsonNodeFactory.instance.objectNode().put("blocked", false));
    }
}
