package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Holds the commands for OAuth clients. */
@Command(name = "client",
        synopsisSubcommandLabel = "COMMAND",
        description = "OAuth clients: programs that use the management API, and identity providers that ask for an access token "
                + "instead of being given a static one.")
final class ClientCommand {
    private ClientCommand() {}

    /** The command with its subcommands. */
    static CommandLine line(Terminal terminal) {
        return new CommandLine(new ClientCommand())
                .addSubcommand(new ClientCreate(terminal).line())
                .addSubcommand(new ClientList(terminal).line())
                .addSubcommand(new ClientRotate(terminal).line())
                .addSubcommand(new ClientDelete(terminal).line())
                .addSubcommand(new ClientTrustEntra(terminal).line());
    }
}
