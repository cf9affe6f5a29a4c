package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.WideOption;
import dev.rollcall.directory.access.Provisioning;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the mapping of a connection. */
@Command(name = "show",
        description = "Shows the mapping of a connection that is in force, or the versions of it that are kept.",
        footer = {"", "Examples:", "  rollcall mapping show acme", "  rollcall mapping show acme --versions"})
final class MappingShow extends DirectoryCommand {
    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    @Option(names = "--versions", description = "List the versions that are kept, newest first.")
    private boolean versions;

    @Mixin
    private WideOption wide = new WideOption();

    MappingShow(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        Provisioning provisioning = MappingOutput.of(directory, named.in(directory));
        if (versions) {
            MappingVersions.print(directory, provisioning, output(), wide, terminal());
        } else {
            output().object(terminal(), MappingOutput.json(provisioning),
                    MappingOutput.lines(provisioning, wide.columns(terminal())));
        }
        return ExitCode.DONE;
    }
}
