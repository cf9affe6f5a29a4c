package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.DeletionPolicy;
import dev.rollcall.directory.connection.MeClaim;
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

/** Changes how the requests of a connection are read, what becomes of deleted users, and whose {@code /Me} is. */
@Command(name = "update",
        description = "Changes how the requests of a connection are read, what becomes of users who are deleted, or by which claim "
                + "of an access token /Me is somebody's; a running service follows within a second. What is stored stays as it "
                + "is, and so do the id, the name and the SCIM endpoint.",
        footer = {"", "Examples:", "  rollcall connection update acme --strict",
            "  rollcall connection update acme --keep-deleted 30",
            "  rollcall connection update acme --me-claim oid"})
final class ConnectionUpdate extends DirectoryCommand {
    /** One of the five. */
    static final class Reading {
        @Option(names = "--keep-deleted", required = true, paramLabel = "<days>",
                description = "Keep what only the product has of users whom the identity provider deletes for so many days: a"
                        + " new user with the same subject comes back to it. 0 keeps nothing.")
        private @Nullable Integer keepDeleted;

        @Option(names = "--me-claim", required = true, paramLabel = "<claim>",
                description = "Serve /Me to a caller by OAuth as the user whose id, externalId or userName is in this claim of"
                        + " the access token. A new connection goes by sub.")
        private @Nullable String meClaim;

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
        if (reading.keepDeleted != null) {
            policy(reading.keepDeleted);
        } else if (reading.meClaim != null) {
            claim(reading.meClaim);
        } else {
            dialect();
        }
    }

    @Override
    int run(LocalDirectory directory) {
        ConnectionId id = named.in(directory).id();
        Connection connection = Optional.ofNullable(reading.keepDeleted)
                .map(days -> directory.connections().setDeletionPolicy(id, policy(days)))
                .or(() -> Optional.ofNullable(reading.meClaim)
                        .map(name -> directory.connections().setMeClaim(id, claim(name))))
                .orElseGet(() -> directory.connections().setDialect(id, dialect()));
        output().object(
                terminal(),
                ConnectionJson.of(connection, directory.endpoint(connection)),
                ConnectionText.lines(connection, directory));
        return ExitCode.DONE;
    }

    private DeletionPolicy policy(int days) {
        try {
            return new DeletionPolicy(days);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec().commandLine(), e.getMessage(), e);
        }
    }

    private MeClaim claim(String name) {
        try {
            return new MeClaim(name);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec().commandLine(), e.getMessage(), e);
        }
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
