package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Holds the commands for resource types. */
@Command(name = "resource-type",
        synopsisSubcommandLabel = "COMMAND",
        description = "Resource types that a connection declares beside users and groups, each served at an endpoint of its own.")
final class ResourceTypeCommand {
    private ResourceTypeCommand() {}

    /** The command with its subcommands. */
    static CommandLine line(Terminal terminal) {
        return new CommandLine(new ResourceTypeCommand())
                .addSubcommand(new ResourceTypeAdd(terminal).line())
                .addSubcommand(new ResourceTypeList(terminal).line())
                .addSubcommand(new ResourceTypeShow(terminal).line())
                .addSubcommand(new ResourceTypeRemove(terminal).line());
    }
}
