package dev.rollcall.app.demo;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.LogQuery;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the log says of how the client's requests were understood. */
final class Tolerances {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int ROWS = 1_000;
    private static final int LOOKS = 5;
    private static final Duration FLUSHED_WITHIN = Duration.ofMillis(900);

    private Tolerances() {}

    /** The tolerances that fired, how often and where. */
    static List<String> lines(LocalDirectory directory, ConnectionId connection) {
        LogQuery newest = new LogQuery(connection, Optional.empty(), 0, 999, Optional.empty(), ROWS);
        List<RequestLogEntry> rows = settled(directory, newest);
        Map<String, Integer> counts = new TreeMap<>();
        Map<String, TreeSet<String>> places = new TreeMap<>();
        for (RequestLogEntry row : rows) {
            row.tolerances().map(JSON::readTree).ifPresent(fired -> fired.forEach(each -> {
                String id = each.path("id").asString("");
                counts.merge(id, 1, Integer::sum);
                places.computeIfAbsent(id, key -> new TreeSet<>()).add(where(each));
            }));
        }
        List<String> lines = new ArrayList<>();
        lines.add("%,d requests are in the log; what was not by the letter of the RFC was understood:"
                .formatted(rows.size()));
        counts.forEach((id, count) -> lines.add("  %-28s %4d ×  %s".formatted(
                id, count, String.join(", ", places.getOrDefault(id, new TreeSet<>())))));
        return lines;
    }

    /** Rows of reads are written a moment after their requests. */
    private static List<RequestLogEntry> settled(LocalDirectory directory, LogQuery query) {
        List<RequestLogEntry> rows = List.of();
        for (int look = 0; look < LOOKS; look++) {
            List<RequestLogEntry> now = directory.storage().read(Share.HOUSE, session -> session.log().list(query));
            if (look > 0 && now.size() == rows.size()) {
                return now;
            }
            rows = now;
            LockSupport.parkNanos(FLUSHED_WITHIN.toNanos());
        }
        return rows;
    }

    private static String where(JsonNode fired) {
        return fired.path("where").asString("").replaceAll("\\[\\d+\\]", "[…]");
    }
}
