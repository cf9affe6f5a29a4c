package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.Times;
import dev.rollcall.directory.access.ConnectionUse;
import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.DeletionPolicy;
import dev.rollcall.directory.connection.ToleranceText;
import java.util.ArrayList;
import java.util.List;

/** A connection as it is printed for people. */
final class ConnectionText {
    private ConnectionText() {}

    static List<String> lines(Connection connection, LocalDirectory directory) {
        return List.of(
                "id             " + connection.id(),
                "name           " + connection.name(),
                "strategy       " + connection.strategy().keyword(),
                "tolerances     " + tolerances(connection),
                "deleted users  " + deleted(connection.deletion()),
                "/Me            by the claim " + connection.me().name(),
                "SCIM endpoint  " + directory.endpoint(connection) + state(connection),
                "created        " + Times.text(connection.createdAt()));
    }

    /** The same with how much it has and when it was last used. */
    static List<String> lines(Connection connection, LocalDirectory directory, ConnectionUse use) {
        List<String> lines = new ArrayList<>(lines(connection, directory));
        use.resources().forEach(count -> lines.add("%-14s %d".formatted(count.name(), count.n())));
        lines.add("tokens         " + use.tokens());
        lines.add("OAuth clients  " + use.clients());
        if (use.trustsEntra()) {
            lines.add("Entra's tokens are trusted");
        }
        lines.add("last used      " + use.lastUsedAt().map(Times::text).orElse("never"));
        use.jobs().forEach(job -> lines.add("%-14s %s".formatted(job.kind().keyword(), progress(job, use.users()))));
        return lines;
    }

    private static String deleted(DeletionPolicy policy) {
        return policy.keeps()
                ? "what the product has of them is kept for " + policy.keptDays()
                        + (policy.keptDays() == 1 ? " day" : " days")
                : "nothing of them is kept";
    }

    static String progress(ConnectionJob job, long users) {
        if (job.isWaiting()) {
            return "waits for transactions that began before; pg_stat_activity shows whose they are";
        }
        ConnectionJob.Tally tally = job.tally();
        if (job.kind() == ConnectionJob.Kind.SCHEMA) {
            return (job.finishedAt().map(at -> "finished " + Times.text(at) + ": ").orElse("running: "))
                    + "%d resources looked at, %d changed, %d with a value that does not fit%s".formatted(
                            tally.seen(), tally.changed(), tally.clashes(), tally.without() == 0
                                    ? ""
                                    : ", %d values that are to be unique and are not".formatted(tally.without()));
        }
        String state = job.finishedAt()
                .map(at -> "finished " + Times.text(at) + ": " + tally.changed() + " users changed")
                .orElse("running: " + tally.seen() + " of " + users + " users, " + tally.changed() + " changed");
        return job.kind() == ConnectionJob.Kind.MAPPING
                ? state
                : "to %s, %s, %d clash, %d have no value".formatted(
                        job.target(), state, tally.clashes(), tally.without());
    }

    private static String tolerances(Connection connection) {
        return connection.strict() ? "none (strict)" : String.join(", ", ToleranceText.words(connection.dialect()));
    }

    private static String state(Connection connection) {
        return switch (connection.endpoint()) {
            case OPEN -> "";
            case PAUSED -> " (paused: it answers 503)";
            case CLOSED -> " (closed: the connection has no SCIM configuration)";
        };
    }
}
