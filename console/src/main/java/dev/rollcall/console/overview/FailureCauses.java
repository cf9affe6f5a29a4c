package dev.rollcall.console.overview;

import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.console.frame.LinkQuery;
import dev.rollcall.console.overview.OverviewView.Attention;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.log.LogCause;
import dev.rollcall.directory.storage.LastFailure;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.RequestLogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has failed in the last hour at all connections, one entry a connection and cause, the worst and most frequent first.
 *
 * <p>Guarantees: each connection is looked at by itself, so that none hides another, however often it fails; those whose newest
 * request had no valid token or failed here come first. Of one connection the {@value #MOST} newest failures are looked at, and of
 * {@value #CONNECTIONS} connections at most; what is left out is told. A cause whose connection has succeeded since is no alarm.
 */
final class FailureCauses {
    /** Failures of one connection. */
    private static final int MOST = 50;
    private static final int CONNECTIONS = 40;
    /** Causes of one connection that are shown. */
    private static final int SHOWN = 3;
    /** Rows of a connection behind which no success is looked for. */
    private static final int LOOKED_AT = 200;
    private static final int FIRST_FAILURE = 400;
    private static final int FIRST_OWN = 500;
    private static final int NO_TOKEN = 401;
    private static final String ONE = "One request";
    private static final Duration HOUR = Duration.ofHours(1);

    private final ReadSession session;
    private final Frame frame;
    private final Instant since;

    private record Cause(int status, LogCause why) {}

    private record Counted(Attention attention, int requests) {}

    private FailureCauses(ReadSession session, Frame frame, Instant since) {
        this.session = session;
        this.frame = frame;
        this.since = since;
    }

    static List<Attention> of(ReadSession session, Frame frame, Instant now) {
        FailureCauses look = new FailureCauses(session, frame, now.minus(HOUR));
        List<LastFailure> failing = session.log()
                .lastFailures(look.since)
                .stream()
                .sorted(Comparator.comparing((LastFailure last) -> !isSevere(last.status()))
                        .thenComparing(LastFailure::id, Comparator.reverseOrder()))
                .toList();
        List<Counted> causes = new ArrayList<>();
        for (LastFailure last : failing.subList(0, Math.min(CONNECTIONS, failing.size()))) {
            session.connections()
                    .find(last.connection())
                    .ifPresent(connection -> causes.addAll(look.causes(connection)));
        }
        List<Attention> shown = new ArrayList<>(causes.stream()
                .sorted(Comparator.comparing((Counted one) -> !one.attention().tone().equals("bad"))
                        .thenComparing(Counted::requests, Comparator.reverseOrder()))
                .map(Counted::attention)
                .toList());
        if (failing.size() > CONNECTIONS) {
            shown.add(look.others(failing.size() - CONNECTIONS));
        }
        return shown;
    }

    private List<Counted> causes(Connection connection) {
        List<RequestLogEntry> failures = session.log()
                .heads(search(connection.id(), FIRST_FAILURE, LogSearch.ANY, Optional.of(since), MOST, MOST))
                .entries();
        Optional<String> success = session.log()
                .heads(search(connection.id(), 0, FIRST_FAILURE - 1, Optional.of(since), 1, LOOKED_AT))
                .entries()
                .stream()
                .map(RequestLogEntry::id)
                .findFirst();
        Map<Cause, List<RequestLogEntry>> causes = new LinkedHashMap<>();
        failures.forEach(entry -> causes
                .computeIfAbsent(new Cause(entry.status(), LogCause.of(entry)), _ -> new ArrayList<>())
                .add(entry));
        return causes.entrySet()
                .stream()
                .sorted(Comparator.comparing((Map.Entry<Cause, List<RequestLogEntry>> cause) -> !isSevere(
                        cause.getKey().status()))
                        .thenComparing(cause -> -cause.getValue().size()))
                .limit(SHOWN)
                .map(cause -> counted(connection, cause.getKey(), cause.getValue(), failures.size() >= MOST, success))
                .toList();
    }

    /** @param cut whether the connection may have failed more often than was looked at */
    private Counted counted(Connection connection, Cause cause, List<RequestLogEntry> entries, boolean cut,
            Optional<String> success) {
        boolean over = success.filter(id -> id.compareTo(entries.getFirst().id()) > 0).isPresent();
        String url = link(LinkQuery.NONE
                .with("connection", connection.id().value())
                .with("status", Integer.toString(cause.status()))
                .with("cause", cause.why().keyword()));
        String requests = entries.size() == 1 && !cut ? ONE : entries.size() + (cut ? "+" : "") + " requests";
        return new Counted(new Attention(isSevere(cause.status()) && !over ? "bad" : "note", connection.name(),
                requests + " in the last hour " + (requests.equals(ONE) ? "was" : "were") + " answered "
                        + cause.status() + ". " + cause.why().sentence()
                        + (over ? " Others have succeeded since." : ""),
                Optional.of(entries.getLast().time()), cut || isOlder(entries.getLast()), url,
                over ? List.of() : ConnectionActions.of(frame, connection)), entries.size());
    }

    /** Whether the request before had failed as well. */
    private boolean isOlder(RequestLogEntry first) {
        return session.log()
                .heads(search(first.connection(), 0, LogSearch.ANY, Optional.empty(), 1, 1)
                        .beyond(Optional.of(first.id())))
                .entries()
                .stream()
                .anyMatch(before -> before.status() == first.status());
    }

    private Attention others(int connections) {
        return new Attention("note", "…",
                (connections == 1 ? "One more connection has" : connections + " more connections have")
                        + " failed in the last hour.",
                Optional.empty(), false, link(LinkQuery.NONE.with("status", "failed")), List.of());
    }

    private String link(LinkQuery query) {
        return frame.link(ConsolePath.LOG, query.with("within", "1h"));
    }

    private static boolean isSevere(int status) {
        return status >= FIRST_OWN || status == NO_TOKEN;
    }

    private static LogSearch search(ConnectionId connection, int lowest, int highest, Optional<Instant> since,
            int limit, int budget) {
        return new LogSearch(Optional.of(connection), Optional.empty(), true, lowest, highest, Optional.empty(),
                Optional.empty(), since, Optional.empty(), 0, limit, budget);
    }
}
