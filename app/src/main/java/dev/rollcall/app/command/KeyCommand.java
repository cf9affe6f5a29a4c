package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Holds the commands for the key file and the keys of access tokens. */
@Command(name = "key",
        synopsisSubcommandLabel = "COMMAND",
        description = "The key file, which seals what the store may not hold in the clear, and the keys that sign access tokens.")
final class KeyCommand {
    private KeyCommand() {}

    /** The command with its subcommands. */
    static CommandLine line(Terminal terminal) {
        return new CommandLine(new KeyCommand())
                .addSubcommand(new KeyCreate(terminal).line())
                .addSubcommand(new KeyList(terminal).line())
                .addSubcommand(new KeyRotate(terminal).line());
    }
}
