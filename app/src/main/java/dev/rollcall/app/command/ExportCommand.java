package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.transfer.ConnectionExport;
import dev.rollcall.app.transfer.OwnFile;
import dev.rollcall.app.transfer.TransferException;
import dev.rollcall.directory.connection.Connection;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes all users and groups of a connection as lines of JSON. */
@Command(name = "export",
        description = "Writes all users and groups of a connection as lines of JSON, to standard output or to a file that "
                + "only you can read. Tokens and the log are not in it. A service may run meanwhile.",
        footer = {"", "Example:", "  rollcall export acme --file acme.jsonl"})
final class ExportCommand extends DirectoryCommand {
    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    @Option(names = "--file", paramLabel = "<file>",
            description = "A new file to write to; it is there when it is whole.")
    private @Nullable Path file;

    ExportCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        Connection connection = named.in(directory);
        Instant now = terminal().clock().instant();
        try {
            if (file != null) {
                OwnFile.write(terminal().folder().resolve(file), (out, _) -> write(directory, connection, out, now));
            } else {
                OutputStream out = new BufferedOutputStream(terminal().out());
                write(directory, connection, out, now);
                out.flush();
            }
        } catch (IOException e) {
            throw TransferException.of(e);
        }
        return ExitCode.DONE;
    }

    private void write(LocalDirectory directory, Connection connection, OutputStream out, Instant now)
            throws IOException {
        ConnectionExport.Counts counts = new ConnectionExport(directory.storage(), connection, out).write(now);
        if (file != null) {
            terminal().err()
                    .println("rollcall: %d users and %d groups with %d members are in the file."
                            .formatted(counts.users(), counts.groups(), counts.members()));
        }
    }
}
