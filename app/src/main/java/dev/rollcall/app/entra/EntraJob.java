package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Groups what is done with the job as a whole. */
@Command(name = "job",
        synopsisSubcommandLabel = "COMMAND",
        description = "The steps of Microsoft's page on SCIM compliance about a provisioning job: list it, delete it, make another "
                + "one, start it. \"rollcall entra schema\" has those about its mappings, and \"rollcall entra move\" does all "
                + "of them at once.")
final class EntraJob {
    private EntraJob() {}

    static CommandLine line(Terminal terminal) {
        return new CommandLine(new EntraJob())
                .addSubcommand(new EntraJobList(terminal))
                .addSubcommand(new EntraJobDelete(terminal))
                .addSubcommand(new EntraJobCreate(terminal))
                .addSubcommand(new EntraJobStart(terminal));
    }
}
