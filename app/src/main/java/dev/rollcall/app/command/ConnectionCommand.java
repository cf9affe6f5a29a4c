package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Holds the commands for connections. */
@Command(name = "connection",
        synopsisSubcommandLabel = "COMMAND",
        description = "Connections: one for each customer's identity provider, with a SCIM endpoint of its own.")
final class ConnectionCommand {
    private ConnectionCommand() {}

    /** The command with its subcommands. */
    static CommandLine line(Terminal terminal) {
        return new CommandLine(new ConnectionCommand())
                .addSubcommand(new ConnectionCreate(terminal).line())
                .addSubcommand(new ConnectionList(terminal).line())
                .addSubcommand(new ConnectionShow(terminal).line())
                .addSubcommand(new ConnectionUpdate(terminal).line())
                .addSubcommand(new ConnectionPause(terminal).line())
                .addSubcommand(new ConnectionResume(terminal).line())
                .addSubcommand(new ConnectionDelete(terminal).line());
    }
}
