package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.connection.Connection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes a connection's endpoint answer 503 for a while. */
@Command(name = "pause",
        description = "Makes the SCIM endpoint of a connection answer 503 with Retry-After, so that the identity "
                + "provider sends its changes again later and nothing is lost. A running service follows within a "
                + "second.",
        footer = {"", "Example:", "  rollcall connection pause acme"})
final class ConnectionPause extends DirectoryCommand {
    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    ConnectionPause(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        Connection connection = directory.connections().setPaused(named.in(directory).id(), true);
        output().object(
                terminal(),
                ConnectionJson.of(connection, directory.endpoint(connection)),
                ConnectionText.lines(connection, directory));
        return ExitCode.DONE;
    }
}
