package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Groups the commands of the provisioning job. */
@Command(name = "entra",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Microsoft Entra's provisioning service in small: provisions the users and groups of a folder into a SCIM "
                    + "endpoint, Rollcall's or any other, with the requests that Entra sends.",
            "Begin with \"rollcall entra init\", edit the files that it writes, and run a cycle."})
public final class EntraCommand {
    private EntraCommand() {}

    /** The command with its subcommands. */
    public static CommandLine line(Terminal terminal) {
        return new CommandLine(new EntraCommand())
                .addSubcommand(new EntraInit(terminal))
                .addSubcommand(new EntraTestConnection(terminal))
                .addSubcommand(new EntraProvisionOnDemand(terminal))
                .addSubcommand(new EntraRun(terminal))
                .addSubcommand(new EntraLog(terminal))
                .addSubcommand(new EntraStatus(terminal))
                .addSubcommand(new EntraRestart(terminal))
                .addSubcommand(new EntraDeletions(terminal))
                .addSubcommand(new EntraExport(terminal))
                .addSubcommand(new EntraImport(terminal))
                .addSubcommand(EntraJob.line(terminal))
                .addSubcommand(EntraSchema.line(terminal))
                .addSubcommand(new EntraMove(terminal))
                .addSubcommand(new EntraGraph(terminal));
    }
}
