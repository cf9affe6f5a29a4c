package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.WideOption;
import dev.rollcall.directory.access.Provisioning;
import dev.rollcall.directory.configuration.ScimConfiguration;
import dev.rollcall.directory.connection.Connection;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the rows that a connection has unless others are set. */
@Command(name = "defaults",
        description = "Shows the default rows of the strategy of a connection, whatever rows are set. With --json they are a "
                + "beginning for rows of your own: edit them, and set them with \"mapping set\".",
        footer = {"", "Examples:", "  rollcall mapping defaults acme",
            "  rollcall mapping defaults acme --json > rows.json"})
final class MappingDefaults extends DirectoryCommand {
    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    @Mixin
    private WideOption wide = new WideOption();

    MappingDefaults(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        Connection connection = named.in(directory);
        Provisioning usual = new Provisioning(connection,
                ScimConfiguration.initial(connection.id(), connection.strategy(), Instant.EPOCH), "");
        output().object(terminal(), MappingOutput.json(usual), MappingOutput.lines(usual, wide.columns(terminal())));
        return ExitCode.DONE;
    }
}
