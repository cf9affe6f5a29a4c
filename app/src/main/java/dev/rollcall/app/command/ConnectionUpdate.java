package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ToleranceText;
import dev.rollcall.scim.tolerance.Dialect;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Changes how the requests of a connection are read. */
@Command(name = "update",
        description = "Changes how the requests of a connection are read; a running service follows within a second. What is "
                + "stored stays as it is, and so do the id, the name and the SCIM endpoint.",
        footer = {"", "Example:", "  rollcall connection update acme --strict"})
final class ConnectionUpdate extends DirectoryCommand {
    /** One of the three. */
    static final class Reading {
        @Option(names = "--strict", required = true,
                description = "Read requests by the letter of the RFCs, without the tolerances that real clients need.")
        private boolean strict;

        @Option(names = "--tolerant", required = true,
                description = "Read requests with all tolerances, as a new connection does.")
        private boolean tolerant;

        @Option(names = "--tolerances", required = true, paramLabel = "<ids>",
                description = "Read requests with these tolerances alone: all, none, or ids such as entra.capital-op with"
                        + " commas between them.")
        private @Nullable String tolerances;
    }

    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    @ArgGroup(multiplicity = "1")
    private Reading reading = new Reading();

    ConnectionUpdate(Terminal terminal) {
        super(terminal);
    }

    @Override
    void check() {
        dialect();
    }

    @Override
    int run(LocalDirectory directory) {
        Connection connection = directory.connections().setDialect(named.in(directory).id(), dialect());
        output().object(
                terminal(),
                ConnectionJson.of(connection, directory.endpoint(connection)),
                ConnectionText.lines(connection, directory));
        return ExitCode.DONE;
    }

    private Dialect dialect() {
        String ids = Optional.ofNullable(reading.tolerances)
                .orElse(reading.strict && !reading.tolerant ? ToleranceText.NONE : ToleranceText.ALL);
        try {
            return ToleranceText.parse(Arrays.stream(ids.split(",", -1)).map(String::strip).toList());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec().commandLine(), e.getMessage(), e);
        }
    }
}
