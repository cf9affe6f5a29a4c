package dev.rollcall.store.table;

import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes away what removed streams have left, in pieces. */
final class StreamSweep {
    /** Writes that began before a stream was removed are surely over after this. */
    private static final Duration LATE_WRITES = Duration.ofHours(1);

    /** The tables of a stream, with the rest of each key. */
    private static final Map<String, String> TABLES = tables();

    private final Database database;
    private final SqlDialect dialect;

    StreamSweep(Database database, SqlDialect dialect) {
        this.database = database;
        this.dialect = dialect;
    }

    private record Dropped(StreamId stream, Instant since) {}

    private static Map<String, String> tables() {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("delivery_head", "subject");
        tables.put("delivery", "event_id");
        tables.put("delivery_attempt", "event_id, n");
        tables.put("delivery_skip", "first_event, reason");
        tables.put("delivery_count", "hour");
        tables.put("remote", "subject");
        tables.put("former_remote", "resource_id");
        tables.put("member_delta", "subject, member_id");
        tables.put("target_quirk", "name");
        tables.put("stream_alert", "cause");
        tables.put("sync_job", "stream_id");
        tables.put("sync_seen", "kind, remote_id, match_key");
        tables.put("sync_item", "subject, action");
        return tables;
    }

    /** Streams of which something is to go, at most so many; those that are gone longest first. */
    List<StreamId> due(Instant now, int limit) {
        return database.list(Sql.of("SELECT stream_id, dropped_at FROM dropped_stream ORDER BY dropped_at, stream_id"
                + " LIMIT ?", limit), StreamSweep::read)
                .stream()
                .filter(dropped -> isOver(dropped, now) || hasAnything(dropped.stream()))
                .map(Dropped::stream)
                .toList();
    }

    /** Takes away one piece. @return whether there may be more */
    boolean run(StreamId stream, Instant now, int limit) {
        Optional<Dropped> dropped = database.first(Sql.of("SELECT stream_id, dropped_at FROM dropped_stream"
                + " WHERE stream_id = ?", stream.value()), StreamSweep::read);
        if (dropped.isEmpty()) {
            return false;
        }
        for (Map.Entry<String, String> table : TABLES.entrySet()) {
            String sweep = dialect.sweep(table.getKey(), "stream_id", table.getValue(), "1 = 1");
            if (database.update(Sql.of(sweep, stream.value(), stream.value(), limit)) > 0) {
                return true;
            }
        }
        if (isOver(dropped.get(), now)) {
            database.update("DELETE FROM dropped_stream WHERE stream_id = ?", stream.value());
        }
        return false;
    }

    private boolean hasAnything(StreamId stream) {
        Sql.Builder sql = new Sql.Builder().add("SELECT 1 WHERE 1 = 0");
        TABLES.keySet()
                .forEach(table -> sql.add(" OR EXISTS (SELECT 1 FROM " + table + " WHERE stream_id = ?)",
                        stream.value()));
        return database.first(sql.build(), row -> row.number(1)).isPresent();
    }

    private static boolean isOver(Dropped dropped, Instant now) {
        return dropped.since().isBefore(now.minus(LATE_WRITES));
    }

    private static Dropped read(Row row) {
        return new Dropped(new StreamId(row.text(1)), row.instant(2));
    }
}
