package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.Terminal;
import picocli.CommandLine;

/** {@code rollcall entra} with all that it can do. */
public final class EntraCommands {
    private EntraCommands() {}

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
                .addSubcommand(new EntraMove(terminal));
    }
}
