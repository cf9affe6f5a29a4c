package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.WideOption;
import dev.rollcall.directory.access.Provisioning;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Puts an earlier version of a mapping in force again. */
@Command(name = "rollback",
        description = "Puts an earlier version of the mapping of a connection in force again.",
        footer = {"", "Example:", "  rollcall mapping rollback acme 3"})
final class MappingRollback extends DirectoryCommand {
    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    @Parameters(index = "1", paramLabel = "VERSION",
            description = "The number of the version, as \"mapping versions\" lists it; 0 for the strategy's default rows.")
    private int version;

    @Mixin
    private WideOption wide = new WideOption();

    MappingRollback(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        Provisioning rolled = directory.configurations().rollBack(named.in(directory).id(), version);
        output().object(terminal(), MappingOutput.json(rolled), MappingOutput.lines(rolled, wide.columns(terminal())));
        return ExitCode.DONE;
    }
}
