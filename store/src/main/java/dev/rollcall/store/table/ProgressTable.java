package dev.rollcall.store.table;

import dev.rollcall.directory.storage.StreamStore;
import dev.rollcall.directory.stream.DeliveringNode;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamProgress;
import dev.rollcall.directory.stream.TargetAnswer;
import dev.rollcall.directory.stream.TargetHold;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How far streams have come and how their targets do, and which nodes live. The contract is {@link StreamStore}'s. */
final class ProgressTable {
    private static final String COLUMNS = "SELECT stream_id, position, follow_no, follow_node, follow_until, held_until,"
            + " held_cause, failures, failing_since, probe_at, probe_no, last_success_at, last_delivery_at,"
            + " last_answer FROM stream_progress";

    /** What is written of successes is so old at most: a busy stream would write nothing else. */
    private static final Duration SUCCESS = Duration.ofSeconds(1);

    private static final Duration DEAD_NODE = Duration.ofHours(1);

    private final Database database;
    private final SqlDialect dialect;
    private final Clock clock;

    ProgressTable(Database database, SqlDialect dialect, Clock clock) {
        this.database = database;
        this.dialect = dialect;
        this.clock = clock;
    }

    Optional<StreamProgress> find(StreamId id) {
        return database.first(Sql.of(COLUMNS + " WHERE stream_id = ?", id.value()), ProgressTable::read);
    }

    List<StreamProgress> all() {
        return database.list(Sql.of(COLUMNS + " ORDER BY stream_id"), ProgressTable::read);
    }

    void add(StreamId id, String position) {
        database.update(
                "INSERT INTO stream_progress (stream_id, position, follow_no, follow_until, held_until, failures,"
                        + " probe_no) VALUES (?, ?, 0, 0, 0, 0, 0)",
                id.value(), position);
    }

    void remove(StreamId id) {
        database.update("DELETE FROM stream_progress WHERE stream_id = ?", id.value());
    }

    void forgetTrouble(StreamId id) {
        database.update("UPDATE stream_progress SET held_until = 0, held_cause = NULL, failures = 0,"
                + " failing_since = NULL, probe_at = NULL WHERE stream_id = ?", id.value());
    }

    Optional<Long> take(StreamId id, String node, Duration lease) {
        Sql now = dialect.now(clock);
        return database.first(new Sql.Builder().add("UPDATE stream_progress SET follow_no = follow_no + 1,"
                + " follow_node = ?, follow_until = ", node)
                .add(now)
                .add(" + ? WHERE stream_id = ? AND (follow_node IS NULL OR follow_node = ? OR follow_until <= ",
                        lease.toMillis(), id.value(), node)
                .add(now)
                .add(") RETURNING follow_no")
                .build(), row -> row.number(1));
    }

    boolean follow(StreamId id, long followNo, String from, String to, Duration lease) {
        ChangePosition.parse(to);
        return database.update(new Sql.Builder().add("UPDATE stream_progress SET position = ?, follow_until = ", to)
                .add(dialect.now(clock))
                .add(" + ? WHERE stream_id = ? AND follow_no = ? AND position = ?", lease.toMillis(), id.value(),
                        followNo, from)
                .build()) == 1;
    }

    boolean moveTo(StreamId id, String position) {
        ChangePosition.parse(position);
        return database.update("UPDATE stream_progress SET position = ?, follow_no = follow_no + 1, follow_node = NULL,"
                + " follow_until = 0 WHERE stream_id = ?", position, id.value()) == 1;
    }

    void hold(StreamId id, TargetHold hold) {
        database.update("UPDATE stream_progress SET held_until = ?, held_cause = ? WHERE stream_id = ?"
                + " AND held_until < ?", hold.until(), StorableText.of(hold.cause()), id.value(), hold.until());
    }

    /** @param taken whether the target has taken what was sent to it */
    void note(StreamId id, TargetAnswer answer, boolean taken) {
        switch (answer.health()) {
            case WELL -> well(id, answer, taken);
            case SICK -> database.update("UPDATE stream_progress SET failures = failures + 1,"
                    + " failing_since = coalesce(failing_since, ?), last_answer = coalesce(?, last_answer)"
                    + " WHERE stream_id = ?", answer.at(), StorableText.of(answer.lastAnswer()), id.value());
            case UNKNOWN -> {
                if (answer.requests() == 0) {
                    // A probe that has asked nothing is none: the next one may be made at once.
                    database.update("UPDATE stream_progress SET probe_at = ? WHERE stream_id = ? AND probe_at > ?",
                            answer.at(), id.value(), answer.at());
                }
                if (answer.lastAnswer().isPresent()) {
                    database.update("UPDATE stream_progress SET last_answer = ? WHERE stream_id = ?",
                            StorableText.of(answer.lastAnswer()), id.value());
                }
            }
        }
    }

    private void well(StreamId id, TargetAnswer answer, boolean taken) {
        Instant before = answer.at().minus(SUCCESS);
        Sql.Builder sql = new Sql.Builder()
                .add("UPDATE stream_progress SET failures = 0, failing_since = NULL, probe_at = NULL,"
                        + " last_success_at = ?, last_answer = coalesce(?, last_answer)", answer.at(),
                        StorableText.of(answer.lastAnswer()));
        if (taken) {
            sql.add(", last_delivery_at = ?", answer.at());
        }
        sql.add(" WHERE stream_id = ? AND (failures > 0 OR last_success_at IS NULL OR last_success_at < ?", id.value(),
                before);
        if (taken) {
            sql.add(" OR last_delivery_at IS NULL OR last_delivery_at < ?", before);
        }
        database.update(sql.add(")").build());
    }

    boolean takeProbe(StreamId id, long probeNo, Instant next) {
        return database.update("UPDATE stream_progress SET probe_no = probe_no + 1, probe_at = ? WHERE stream_id = ?"
                + " AND probe_no = ?", next, id.value(), probeNo) == 1;
    }

    boolean probeNow(StreamId id) {
        return database.update("UPDATE stream_progress SET probe_at = 0, held_until = 0, held_cause = NULL"
                + " WHERE stream_id = ?", id.value()) == 1;
    }

    int nodes(Duration within) {
        return (int) database.number(new Sql.Builder().add("SELECT count(*) FROM outbound_node WHERE seen_at > ")
                .add(dialect.now(clock))
                .add(" - ?", within.toMillis())
                .build());
    }

    List<DeliveringNode> nodeList(Duration within) {
        return database.list(new Sql.Builder().add("SELECT node, name, seen_at FROM outbound_node WHERE seen_at > ")
                .add(dialect.now(clock))
                .add(" - ? ORDER BY name, node", within.toMillis())
                .build(), row -> new DeliveringNode(row.text(1), row.text(2), row.instant(3)));
    }

    void beat(String node, String name) {
        Sql now = dialect.now(clock);
        database.update(new Sql.Builder().add("INSERT INTO outbound_node (node, name, seen_at) VALUES (?, ?, ", node,
                name)
                .add(now)
                .add(") ON CONFLICT (node) DO UPDATE SET name = excluded.name, seen_at = excluded.seen_at")
                .build());
        database.update(new Sql.Builder().add("DELETE FROM outbound_node WHERE seen_at < ")
                .add(now)
                .add(" - ?", DEAD_NODE.toMillis())
                .build());
    }

    Instant now() {
        return Instant.ofEpochMilli(database.number(new Sql.Builder().add("SELECT ").add(dialect.now(clock)).build()));
    }

    private static StreamProgress read(Row row) {
        return new StreamProgress(new StreamId(row.text(1)), row.text(2), row.number(3), row.optionalText(4),
                row.instant(5), row.instant(6), row.optionalText(7), row.number(8), row.optionalInstant(9),
                row.optionalInstant(10), row.number(11), row.optionalInstant(12), row.optionalInstant(13),
                row.optionalText(14));
    }
}
