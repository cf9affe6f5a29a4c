package dev.rollcall.console.overview;

import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.console.frame.LinkQuery;
import dev.rollcall.console.overview.OverviewView.Attention;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.log.Explanation;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.RequestLogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has failed in the last hour at all connections, one entry a connection and cause, the most frequent first.
 *
 * <p>Guarantees: a look costs one search of the index of failures, of {@value #MOST} rows at most, however many connections there
 * are.
 */
final class FailureCauses {
    private static final int MOST = 500;
    /** Causes that are shown. */
    private static final int SHOWN = 15;
    private static final int FIRST_FAILURE = 400;
    private static final int FIRST_OWN = 500;
    private static final Duration HOUR = Duration.ofHours(1);

    private record Cause(ConnectionId connection, int status, String sentence) {}

    private FailureCauses() {}

    static List<Attention> of(ReadSession session, Frame frame, Instant now) {
        LogSearch search = new LogSearch(Optional.empty(), Optional.empty(), true, FIRST_FAILURE, LogSearch.ANY,
                Optional.empty(), Optional.empty(), Optional.of(now.minus(HOUR)), Optional.empty(), 0, MOST,
                LogSearch.USUAL_BUDGET);
        Map<ConnectionId, Optional<Connection>> connections = new HashMap<>();
        Map<Cause, List<RequestLogEntry>> causes = new LinkedHashMap<>();
        for (RequestLogEntry entry : session.log().heads(search).entries()) {
            connections.computeIfAbsent(entry.connection(), session.connections()::find);
            causes.computeIfAbsent(new Cause(entry.connection(), entry.status(), Explanation.reason(entry)),
                    _ -> new ArrayList<>()).add(entry);
        }
        return causes.entrySet()
                .stream()
                .filter(cause -> connections.getOrDefault(cause.getKey().connection(), Optional.empty()).isPresent())
                .sorted(Comparator.comparingInt(
                        (Map.Entry<Cause, List<RequestLogEntry>> cause) -> cause.getValue().size()).reversed())
                .limit(SHOWN)
                .map(cause -> attention(cause.getKey(), cause.getValue(),
                        connections.getOrDefault(cause.getKey().connection(), Optional.empty()), frame))
                .toList();
    }

    private static Attention attention(
            Cause cause, List<RequestLogEntry> entries, Optional<Connection> connection, Frame frame) {
        String url = frame.link(ConsolePath.LOG, LinkQuery.NONE
                .with("connection", cause.connection().value())
                .with("status", Integer.toString(cause.status()))
                .with("within", "1h"));
        String requests = entries.size() == 1 ? "One request" : entries.size() + " requests";
        return new Attention(cause.status() >= FIRST_OWN || cause.status() == 401 ? "bad" : "note",
                connection.map(Connection::name).orElse(cause.connection().value()),
                requests + " in the last hour answered " + cause.status() + ". " + cause.sentence(),
                Optional.of(entries.getLast().time()), url);
    }
}
