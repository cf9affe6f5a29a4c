package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.connection.Connection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets a paused connection serve again. */
@Command(name = "resume",
        description = "Lets the SCIM endpoint of a connection that was paused serve again.",
        footer = {"", "Example:", "  rollcall connection resume acme"})
final class ConnectionResume extends DirectoryCommand {
    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    ConnectionResume(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        Connection connection = directory.connections().setPaused(named.in(directory).id(), false);
        output().object(
                terminal(),
                ConnectionJson.of(connection, directory.endpoint(connection)),
                ConnectionText.lines(connection, directory));
        return ExitCode.DONE;
    }
}
