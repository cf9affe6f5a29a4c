package dev.rollcall.store.table;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.CauseGroup;
import dev.rollcall.directory.storage.DeliveryPage;
import dev.rollcall.directory.storage.DeliveryQuery;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.stream.DeliveryAttempt;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rows of deliveries and of their attempts. */
final class DeliveryRows {
    private static final String NAMES = "stream_id, event_id, subject, event_type, state, intent, created_at,"
            + " finished_at, tries, cause, note, late, by_event, duration_ms, payload";
    /** Without what may be large, which a page has no room for. */
    private static final String LIGHT = NAMES.replace("payload", "NULL AS payload");

    private static final String COLUMNS = "SELECT " + NAMES + " FROM delivery";

    private final Database database;

    /** How statements go by the small indexes of those that are open, and of those that failed. */
    private final String byOpen;
    private final String byFailed;

    DeliveryRows(Database database, SqlDialect dialect) {
        this.database = database;
        this.byOpen = dialect.by("delivery_open");
        this.byFailed = dialect.by("delivery_failed");
    }

    /** Adds those that are not there. @return them */
    List<StreamDelivery> add(List<StreamDelivery> deliveries, SqlDialect dialect) {
        if (deliveries.isEmpty()) {
            return List.of();
        }
        JsonRows rows = new JsonRows("stream_id", "event_id", "subject", "event_type", "state", "intent",
                "created_at#", "finished_at#", "tries#", "cause", "note", "late#", "by_event", "duration_ms#",
                "payload");
        for (StreamDelivery each : deliveries) {
            rows.add(each.stream().value(), each.event().text(), each.subject().text(), each.type().keyword(),
                    each.state().keyword(), each.intent().keyword(), each.createdAt(), each.finishedAt(), each.tries(),
                    each.cause(), each.note(), each.late(), each.byEvent().map(EventId::text),
                    each.duration().map(Duration::toMillis), each.payload());
        }
        Set<String> added = new HashSet<>(database.list(new Sql.Builder()
                .add("INSERT INTO delivery (" + NAMES + ") SELECT " + NAMES + " FROM ")
                .add(rows.as("added", dialect))
                .add(" WHERE 1 = 1 ON CONFLICT DO NOTHING RETURNING event_id")
                .build(), row -> row.text(1)));
        return deliveries.stream().filter(each -> added.contains(each.event().text())).toList();
    }

    List<StreamDelivery> open(StreamId stream, SubjectKey subject, int limit) {
        return database.list(Sql.of(COLUMNS + byOpen + " WHERE stream_id = ? AND subject = ? AND state = 'pending'"
                + " ORDER BY event_id LIMIT ?", stream.value(), subject.text(), limit), DeliveryRows::read);
    }

    Optional<StreamDelivery> oldestOpen(StreamId stream) {
        return database.first(Sql.of(COLUMNS + " WHERE stream_id = ? AND event_id = (SELECT min(event_id) FROM delivery"
                + byOpen + " WHERE stream_id = ? AND state = 'pending')", stream.value(), stream.value()),
                DeliveryRows::read);
    }

    Optional<StreamDelivery> find(StreamId stream, EventId event) {
        return database.first(Sql.of(COLUMNS + " WHERE stream_id = ? AND event_id = ?", stream.value(), event.text()),
                DeliveryRows::read);
    }

    List<DeliveryAttempt> attempts(StreamId stream, EventId event) {
        return database.list(Sql.of("SELECT n, at, duration_ms, status, error, request, response FROM delivery_attempt"
                + " WHERE stream_id = ? AND event_id = ? ORDER BY n", stream.value(), event.text()),
                row -> new DeliveryAttempt(event, (int) row.number(1), row.instant(2), Duration.ofMillis(row.number(3)),
                        row.value(4).map(status -> ((Long) status).intValue()), row.text(5), row.optionalText(6),
                        row.optionalText(7)));
    }

    List<CauseGroup> causes(StreamId stream, int limit) {
        return database.list(Sql.of("SELECT coalesce(g.cause, ''), g.n, g.first, g.last, (SELECT d.finished_at"
                + " FROM delivery d WHERE d.stream_id = ? AND d.event_id = g.last) FROM (SELECT cause, count(*) AS n,"
                + " min(event_id) AS first, max(event_id) AS last FROM delivery" + byFailed
                + " WHERE stream_id = ? AND state = 'failed'"
                + " GROUP BY cause) g ORDER BY g.n DESC, g.cause LIMIT ?", stream.value(), stream.value(), limit),
                row -> new CauseGroup(row.text(1), row.number(2), event(row.text(3)), event(row.text(4)),
                        row.instant(5)));
    }

    /**
     * The inner look takes at most as many rows as the budget allows, in the order of events; which of them are wanted is asked
     * afterwards. So a filter that nearly nothing passes costs no more than any other.
     */
    DeliveryPage page(DeliveryQuery query, int limit) {
        Sql looked = looked(query);
        Sql.Builder sql = new Sql.Builder().add("SELECT " + LIGHT + " FROM (").add(looked).add(") looked WHERE 1 = 1");
        wanted(sql, "state", query.states().stream().map(DeliveryState::keyword).sorted().toList());
        wanted(sql, "event_type", query.types().stream().map(EventType::keyword).sorted().toList());
        query.subject().ifPresent(subject -> sql.add(" AND subject = ?", subject.text()));
        query.cause().ifPresent(cause -> sql.add(" AND cause = ?", cause));
        query.from().ifPresent(from -> sql.add(" AND created_at >= ?", from));
        query.to().ifPresent(to -> sql.add(" AND created_at < ?", to));
        query.finishedBefore().ifPresent(before -> sql.add(" AND finished_at < ?", before));
        sql.add(" ORDER BY event_id" + (query.newestFirst() ? " DESC" : "") + " LIMIT ?", limit);
        List<StreamDelivery> found = database.list(sql.build(), DeliveryRows::read);
        return new DeliveryPage(found, found.size() == limit
                ? Optional.of(found.getLast().event())
                : end(query, looked));
    }

    /** The last row that was looked at, when there may be more behind it. */
    private Optional<EventId> end(DeliveryQuery query, Sql looked) {
        return database.first(new Sql.Builder().add("SELECT count(*), min(event_id), max(event_id) FROM (")
                .add(looked)
                .add(") looked")
                .build(),
                row -> row.number(1) < query.budget()
                        ? ""
                        : row.text(query.newestFirst() ? 2 : 3))
                .filter(text -> !text.isEmpty())
                .map(DeliveryRows::event);
    }

    private Sql looked(DeliveryQuery query) {
        Sql.Builder sql = new Sql.Builder().add("SELECT " + LIGHT + " FROM delivery");
        // These two are small indexes of their own, in the order of events.
        if (query.states().equals(Set.of(DeliveryState.FAILED))) {
            sql.add(byFailed + " WHERE stream_id = ? AND state = 'failed'", query.stream().value());
        } else if (query.states().equals(Set.of(DeliveryState.PENDING)) && query.subject().isPresent()) {
            sql.add(byOpen + " WHERE stream_id = ? AND state = 'pending' AND subject = ?", query.stream().value(),
                    query.subject().get().text());
        } else {
            sql.add(" WHERE stream_id = ?", query.stream().value());
        }
        query.after()
                .ifPresent(after -> sql.add(" AND event_id " + (query.newestFirst() ? "<" : ">") + " ?",
                        after.text()));
        return sql.add(" ORDER BY event_id" + (query.newestFirst() ? " DESC" : "") + " LIMIT ?", query.budget())
                .build();
    }

    private static void wanted(Sql.Builder sql, String column, List<String> values) {
        if (!values.isEmpty()) {
            sql.add(" AND " + column + " IN (" + String.join(", ", marks(values)) + ")", values.toArray());
        }
    }

    private static List<String> marks(Collection<String> values) {
        List<String> marks = new ArrayList<>();
        values.forEach(_ -> marks.add("?"));
        return marks;
    }

    static EventId event(String text) {
        return EventId.parse(text)
                .orElseThrow(() -> new StorageException("The store has an event " + text
                        + ", which this version of Rollcall cannot read."));
    }

    static StreamDelivery read(Row row) {
        return new StreamDelivery(new StreamId(row.text(1)), event(row.text(2)), new SubjectKey(row.text(3)),
                EventType.of(row.text(4)), DeliveryState.of(row.text(5)), HeadIntent.of(row.text(6)), row.instant(7),
                row.optionalInstant(8), (int) row.number(9), row.optionalText(10), row.optionalText(11), row.flag(12),
                row.optionalText(13).map(DeliveryRows::event),
                row.value(14).map(millis -> Duration.ofMillis((Long) millis)), row.optionalText(15));
    }
}
