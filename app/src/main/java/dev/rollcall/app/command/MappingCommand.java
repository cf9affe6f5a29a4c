package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Holds the commands for mappings. */
@Command(name = "mapping",
        synopsisSubcommandLabel = "COMMAND",
        description = "Mappings: what of a SCIM user becomes which attribute of the profile that the product reads.")
final class MappingCommand {
    private MappingCommand() {}

    /** The command with its subcommands. */
    static CommandLine line(Terminal terminal) {
        return new CommandLine(new MappingCommand())
                .addSubcommand(new MappingShow(terminal).line())
                .addSubcommand(new MappingSet(terminal).line())
                .addSubcommand(new MappingPreview(terminal).line())
                .addSubcommand(new MappingVersions(terminal).line())
                .addSubcommand(new MappingRollback(terminal).line())
                .addSubcommand(new MappingDefaults(terminal).line())
                .addSubcommand(new MappingUserId(terminal).line());
    }
}
