package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Groups what is done with the job's mappings. */
@Command(name = "schema",
        synopsisSubcommandLabel = "COMMAND",
        description = "The job's attribute mappings and scoping filters, in the form of Microsoft Graph's GET …/schema and PUT "
                + "…/schema.")
final class EntraSchema {
    private EntraSchema() {}

    static CommandLine line(Terminal terminal) {
        return new CommandLine(new EntraSchema())
                .addSubcommand(new EntraSchemaGet(terminal))
                .addSubcommand(new EntraSchemaPut(terminal));
    }
}
