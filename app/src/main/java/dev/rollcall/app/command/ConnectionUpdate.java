package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.connection.Connection;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Changes how the requests of a connection are read. */
@Command(name = "update",
        description = "Changes how the requests of a connection are read; a running service follows within a second. What is "
                + "stored stays as it is, and so do the id, the name and the SCIM endpoint.",
        footer = {"", "Example:", "  rollcall connection update acme --strict"})
final class ConnectionUpdate extends DirectoryCommand {
    /** One of the two. */
    static final class Reading {
        @Option(names = "--strict", required = true,
                description = "Read requests by the letter of the RFCs, without the tolerances that real clients need.")
        private boolean strict;

        @Option(names = "--tolerant", required = true,
                description = "Read requests with all tolerances, as a new connection does.")
        private boolean tolerant;
    }

    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    @ArgGroup(multiplicity = "1")
    private Reading reading = new Reading();

    ConnectionUpdate(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        Connection connection = directory.connections()
                .setStrict(named.in(directory).id(), reading.strict && !reading.tolerant);
        output().object(
                terminal(),
                ConnectionJson.of(connection, directory.endpoint(connection)),
                ConnectionText.lines(connection, directory));
        return ExitCode.DONE;
    }
}
