package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.connection.Connection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one connection. */
@Command(name = "show", description = "Shows one connection.")
final class ConnectionShow extends DirectoryCommand {
    @Parameters(paramLabel = "CONNECTION", description = "The id or the name of the connection.")
    private String idOrName = "";

    ConnectionShow(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        Connection connection = connection(directory, idOrName);
        output().object(
                terminal(),
                ConnectionJson.of(connection, directory.baseUrl()),
                ConnectionText.lines(connection, directory));
        return ExitCode.DONE;
    }
}
