package dev.rollcall.console.overview;

import dev.rollcall.console.chart.HourChart;
import dev.rollcall.console.credential.CredentialEnd;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.console.frame.LinkQuery;
import dev.rollcall.console.overview.OverviewView.ConnectionRow;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.EndpointState;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.token.ScimToken;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How a connection does, by the newest rows of its log; for whoever may not see those, only that it is there.
 *
 * <p>Guarantees: a look costs three searches by an index, of at most so many rows each, however long the log is.
 */
public final class ConnectionHealth {
    /** Failures that are counted; more are told as more. */
    private static final int MOST_FAILURES = 200;
    /** Rows behind which no success is looked for. */
    private static final int LOOKED_AT = 500;
    private static final int FIRST_FAILURE = 400;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration SOON = Duration.ofDays(30);

    private final Frame frame;
    private final Instant now;

    /** @param frame of whoever asks */
    public ConnectionHealth(Frame frame, Instant now) {
        this.frame = frame;
        this.now = now;
    }

    /** A connection as the overview shows it. */
    public ConnectionRow row(ReadSession session, Connection connection) {
        LogSearch all = of(LogSearch.newest(Optional.of(connection.id()), 1), 0, LogSearch.ANY, Optional.empty(), 1, 1);
        Optional<RequestLogEntry> last = frame.may(ManagementScope.READ_LOGS)
                ? session.log().heads(all).entries().stream().findFirst()
                : Optional.empty();
        // Whoever failed the last time may have been well before; whoever did not, was well then.
        Optional<Instant> success = last.flatMap(entry -> entry.status() < FIRST_FAILURE
                ? Optional.of(entry.time())
                : session.log()
                        .heads(of(all, 0, FIRST_FAILURE - 1, Optional.empty(), 1, LOOKED_AT))
                        .entries()
                        .stream()
                        .map(RequestLogEntry::time)
                        .findFirst());
        List<Instant> failures = last.isEmpty() ? List.of()
                : session.log()
                        .heads(of(all, FIRST_FAILURE, LogSearch.ANY, Optional.of(now.minus(DAY)), MOST_FAILURES,
                                MOST_FAILURES))
                        .entries()
                        .stream()
                        .map(RequestLogEntry::time)
                        .toList();
        End end = end(session, connection);
        long lately = failures.stream().filter(at -> at.isAfter(now.minus(1, ChronoUnit.HOURS))).count();
        String inADay = count(failures.size());
        LinkQuery own = LinkQuery.NONE.with("connection", connection.id().value());
        return new ConnectionRow(connection.name(),
                frame.may(ManagementScope.READ_SCIM_CONFIG)
                        ? frame.link(ConsolePath.CONNECTION, connection.name())
                        : frame.link(ConsolePath.LOG, own),
                frame.link(ConsolePath.LOG, own.with("status", "failed").with("within", "24h")),
                connection.strategy().keyword(), connection.endpoint().keyword(), tone(connection, lately),
                last.map(RequestLogEntry::time), success, count(lately), inADay,
                HourChart.ofFailures(failures, inADay + " failures in the last 24 hours"
                        + (failures.size() >= MOST_FAILURES ? ", of which the newest are drawn" : ""), now),
                end.at, end.over);
    }

    private record End(Optional<Instant> at, boolean over) {}

    private End end(ReadSession session, Connection connection) {
        List<ScimToken> tokens = frame.may(ManagementScope.READ_SCIM_TOKEN)
                ? session.tokens().of(connection.id())
                : List.of();
        List<ScimToken> good = tokens.stream()
                .filter(token -> token.validUntil().filter(end -> !end.isAfter(now)).isEmpty())
                .toList();
        if (good.isEmpty() && !tokens.isEmpty()) {
            Optional<Instant> last = CredentialEnd.of(session, connection.id()).filter(end -> !end.isAfter(now));
            return new End(last, last.isPresent());
        }
        return new End(good.stream()
                .map(ScimToken::validUntil)
                .flatMap(Optional::stream)
                .filter(end -> end.isBefore(now.plus(SOON)))
                .min(Comparator.naturalOrder()), false);
    }

    private static String tone(Connection connection, long failures) {
        if (connection.endpoint() != EndpointState.OPEN) {
            return "off";
        }
        return failures > 0 ? "note" : "good";
    }

    private static String count(long failures) {
        return failures >= MOST_FAILURES ? failures + "+" : Long.toString(failures);
    }

    private static LogSearch of(
            LogSearch all, int lowest, int highest, Optional<Instant> since, int limit, int budget) {
        return new LogSearch(all.connection(), Optional.empty(), true, lowest, highest, Optional.empty(),
                Optional.empty(), since, Optional.empty(), 0, limit, budget);
    }
}
