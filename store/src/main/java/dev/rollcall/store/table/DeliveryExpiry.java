package dev.rollcall.store.table;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.storage.Chore;
import dev.rollcall.directory.storage.Expiry;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Drops what is past its time of what came of deliveries: those that are over, dead letters, runs of skipped events, counts, ids of
 * those who are gone from the target; and the texts of attempts but for the newest. Ids of events are in the order of time, so it
 * begins at their old end.
 */
final class DeliveryExpiry {
    /** How many attempts of a stream keep their request and answer. */
    static final int MOST_TEXTS = 2_000;

    private static final Duration COUNTS = Duration.ofDays(90);
    private static final String OVER = "state IN ('delivered', 'superseded', 'skipped')";
    private static final String FIRST_BESIDE = EventId.beside(Instant.EPOCH, () -> 0).text();

    private final Database database;
    private final SqlDialect dialect;
    private final FormerRemoteTable former;

    DeliveryExpiry(Database database, SqlDialect dialect) {
        this.database = database;
        this.dialect = dialect;
        this.former = new FormerRemoteTable(database, dialect);
    }

    /** What is due, for each stream by itself. */
    List<Chore.ExpireDeliveries> due(Expiry expiry, Instant now) {
        List<Chore.ExpireDeliveries> due = new ArrayList<>();
        for (StreamId stream : database.list(Sql.of("SELECT stream_id FROM event_stream ORDER BY stream_id"),
                row -> new StreamId(row.text(1)))) {
            Optional<EventId> surplus = surplus(stream, expiry);
            Instant formerBefore = former.expired(stream, expiry.deadLetters(), expiry.mostDeliveries());
            if (surplus.isPresent()
                    || !over(stream, "", expiry.deliveries(), 1).isEmpty()
                    || !over(stream, FIRST_BESIDE, expiry.deliveries(), 1).isEmpty()
                    || !failed(stream, expiry.deadLetters(), 1).isEmpty()
                    || hasOld("delivery_skip", "first_event, reason", "at", stream, expiry.deliveries())
                    || hasOld("delivery_count", "hour", "hour", stream, now.minus(COUNTS))
                    || !texts(stream, 1).isEmpty()
                    || former.isExpired(stream, formerBefore)) {
                due.add(new Chore.ExpireDeliveries(stream, surplus, formerBefore));
            }
        }
        return due;
    }

    /** Drops one piece. @return whether there may be more */
    boolean run(Chore.ExpireDeliveries chore, Expiry expiry, Instant now, int limit) {
        StreamId stream = chore.stream();
        List<String> gone = new ArrayList<>(over(stream, "", expiry.deliveries(), limit));
        chore.upTo().ifPresent(surplus -> gone.addAll(upTo(stream, surplus, limit)));
        gone.addAll(over(stream, FIRST_BESIDE, expiry.deliveries(), limit));
        gone.addAll(failed(stream, expiry.deadLetters(), limit));
        List<String> some = gone.stream().distinct().sorted().limit(limit).toList();
        if (!some.isEmpty()) {
            for (String table : List.of("delivery_attempt", "delivery")) {
                database.update(Sql.of("DELETE FROM " + table + " WHERE stream_id = ? AND "
                        + dialect.isOneOf("event_id"), stream.value(), new Sql.Texts(some)));
            }
            return true;
        }
        List<String> texts = texts(stream, limit);
        if (!texts.isEmpty()) {
            database.update(Sql.of("UPDATE delivery_attempt SET request = NULL, response = NULL WHERE stream_id = ?"
                    + " AND request IS NOT NULL AND " + dialect.isOneOf("event_id"), stream.value(),
                    new Sql.Texts(texts)));
            return true;
        }
        return former.expire(stream, chore.formerBefore(), limit) > 0
                || drop("delivery_skip", "first_event, reason", "at", stream, expiry.deliveries(), limit)
                || drop("delivery_count", "hour", "hour", stream, now.minus(COUNTS), limit);
    }

    /** The oldest ones that are over, as far as they are past their time. @param from an id from which on to look */
    private List<String> over(StreamId stream, String from, Instant before, int limit) {
        return database.list(Sql.of("SELECT d.event_id FROM (SELECT event_id, finished_at FROM delivery"
                + " WHERE stream_id = ? AND event_id >= ? AND " + OVER + " ORDER BY event_id LIMIT ?) d"
                + " WHERE d.finished_at < ?", stream.value(), from, limit, before), row -> row.text(1));
    }

    /** The oldest dead letters, as far as they are past their time. They are few among very many. */
    private List<String> failed(StreamId stream, Instant before, int limit) {
        return database.list(Sql.of("SELECT o.event_id FROM (SELECT event_id, finished_at FROM delivery"
                + dialect.by("delivery_failed") + " WHERE stream_id = ? AND state = 'failed' ORDER BY event_id LIMIT ?)"
                + " o WHERE o.finished_at < ?", stream.value(), limit, before), row -> row.text(1));
    }

    private List<String> upTo(StreamId stream, EventId surplus, int limit) {
        return database.list(Sql.of("SELECT event_id FROM delivery WHERE stream_id = ? AND event_id <= ? AND " + OVER
                + " ORDER BY event_id LIMIT ?", stream.value(), surplus.text(), limit), row -> row.text(1));
    }

    /**
     * The newest of those that are too many. They are only counted when the hours' counts, which are few rows, say that there may be
     * too many.
     */
    private Optional<EventId> surplus(StreamId stream, Expiry expiry) {
        long atMost = database.number(Sql.of("SELECT coalesce(sum(delivered + superseded + skipped), 0)"
                + " FROM delivery_count WHERE stream_id = ? AND hour >= ?", stream.value(),
                expiry.deliveries().minus(Duration.ofHours(1))));
        return atMost <= expiry.mostDeliveries()
                ? Optional.empty()
                : database.first(Sql.of("SELECT event_id FROM delivery WHERE stream_id = ? AND " + OVER
                        + " ORDER BY event_id DESC LIMIT 1 OFFSET ?", stream.value(), expiry.mostDeliveries()),
                        row -> DeliveryRows.event(row.text(1)));
    }

    /** Events of which attempts have texts although there are enough newer ones. */
    private List<String> texts(StreamId stream, int limit) {
        Optional<String> newest = database.first(Sql.of("SELECT event_id FROM delivery_attempt WHERE stream_id = ?"
                + " AND request IS NOT NULL ORDER BY event_id DESC, n DESC LIMIT 1 OFFSET ?", stream.value(),
                MOST_TEXTS), row -> row.text(1));
        return newest.map(event -> database.list(Sql.of("SELECT DISTINCT t.event_id FROM (SELECT event_id"
                + " FROM delivery_attempt WHERE stream_id = ? AND request IS NOT NULL AND event_id <= ?"
                + " ORDER BY event_id, n LIMIT ?) t ORDER BY t.event_id", stream.value(), event, limit),
                row -> row.text(1))).orElse(List.of());
    }

    private boolean hasOld(String table, String key, String time, StreamId stream, Instant before) {
        return database.first(Sql.of("SELECT " + time + " FROM " + table + " WHERE stream_id = ? ORDER BY " + key
                + " LIMIT 1", stream.value()), row -> row.instant(1)).filter(at -> at.isBefore(before)).isPresent();
    }

    private boolean drop(String table, String key, String time, StreamId stream, Instant before, int limit) {
        return database.update(Sql.of("DELETE FROM " + table + " WHERE stream_id = ? AND (" + key + ") IN (SELECT "
                + key + " FROM " + table + " WHERE stream_id = ? AND " + time + " < ? ORDER BY " + key + " LIMIT ?)",
                stream.value(), stream.value(), before, limit)) > 0;
    }
}
