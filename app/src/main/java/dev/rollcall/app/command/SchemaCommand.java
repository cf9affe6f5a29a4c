package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Holds the commands for schemas. */
@Command(name = "schema",
        synopsisSubcommandLabel = "COMMAND",
        description = "Schemas that a connection declares beyond the standard ones: extensions of users and groups, and what "
                + "resource types of its own are made of.")
final class SchemaCommand {
    private SchemaCommand() {}

    /** The command with its subcommands. */
    static CommandLine line(Terminal terminal) {
        return new CommandLine(new SchemaCommand())
                .addSubcommand(new SchemaAdd(terminal).line())
                .addSubcommand(new SchemaList(terminal).line())
                .addSubcommand(new SchemaShow(terminal).line())
                .addSubcommand(new SchemaRemove(terminal).line())
                .addSubcommand(new SchemaSuggest(terminal).line());
    }
}
