package dev.rollcall.console.provisioning;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.scim.json.ScimJson;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a connection's newest requests needed: at most {@value #MOST} of the last week are looked at, however many there were.
 *
 * @param requests how many were looked at
 * @param needing how many of them were read by at least one tolerance
 * @param tolerances what fired, by the id of the tolerance
 */
record RecentUse(int requests, int needing, Map<String, Fired> tolerances) {
    /** Requests that are looked at. */
    static final int MOST = 500;

    private static final Duration WEEK = Duration.ofDays(7);

    RecentUse {
        tolerances = Map.copyOf(tolerances);
    }

    /** How often a tolerance fired, in requests, and when last. */
    record Fired(int times, Instant last) {}

    /** Of a connection whose log may not be seen. */
    static final RecentUse UNKNOWN = new RecentUse(0, 0, Map.of());

    static RecentUse of(ReadSession session, ConnectionId connection, Instant now) {
        LogSearch newest = new LogSearch(Optional.of(connection), Optional.empty(), true, 0, LogSearch.ANY,
                Optional.empty(), Optional.empty(), Optional.of(now.minus(WEEK)), Optional.empty(), 0, MOST, MOST);
        List<RequestLogEntry> entries = session.log().heads(newest).entries();
        Map<String, Fired> fired = new HashMap<>();
        int needing = 0;
        for (RequestLogEntry entry : entries) {
            Set<String> ids = ids(entry.tolerances());
            needing += ids.isEmpty() ? 0 : 1;
            // The first that is seen is the newest.
            ids.forEach(id -> fired.merge(id, new Fired(1, entry.time()),
                    (known, one) -> new Fired(known.times() + one.times(), known.last())));
        }
        return new RecentUse(entries.size(), needing, fired);
    }

    private static Set<String> ids(Optional<String> tolerances) {
        Set<String> ids = new HashSet<>();
        try {
            for (JsonNode fired : ScimJson.tree(tolerances.orElse("[]"))) {
                ids.add(fired.path("id").asString(""));
            }
        } catch (JacksonException cut) {
            return Set.of();
        }
        ids.remove("");
        return ids;
    }
}
