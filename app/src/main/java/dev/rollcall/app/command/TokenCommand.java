package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Holds the commands for tokens. */
@Command(name = "token",
        synopsisSubcommandLabel = "COMMAND",
        description = "SCIM tokens: what an identity provider shows to be let in at its connection.")
final class TokenCommand {
    private TokenCommand() {}

    /** The command with its subcommands. */
    static CommandLine line(Terminal terminal) {
        return new CommandLine(new TokenCommand())
                .addSubcommand(new TokenCreate(terminal).line())
                .addSubcommand(new TokenList(terminal).line())
                .addSubcommand(new TokenRevoke(terminal).line());
    }
}
