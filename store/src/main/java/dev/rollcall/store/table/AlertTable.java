package dev.rollcall.store.table;

import dev.rollcall.directory.storage.StreamStore;
import dev.rollcall.directory.stream.StreamAlert;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.time.Instant;
import java.util.List;

/**
 * What is to be told of streams: few rows, each of which goes when its all-clear is told. The contract is {@link StreamStore}'s.
 *
 * <p>{@code told_at} is when the last word about it was said: before {@code ended_at} that it is so, from then on that it is over.
 */
final class AlertTable {
    private static final String COLUMNS = "SELECT stream_id, cause, since, told_at, ended_at, sentence FROM stream_alert";

    private final Database database;

    AlertTable(Database database) {
        this.database = database;
    }

    List<StreamAlert> of(StreamId id) {
        return database.list(Sql.of(COLUMNS + " WHERE stream_id = ? ORDER BY cause", id.value()), AlertTable::read);
    }

    List<StreamAlert> untold(int limit) {
        return database.list(Sql.of(COLUMNS + " WHERE told_at IS NULL OR ended_at IS NOT NULL"
                + " ORDER BY since, stream_id, cause LIMIT ?", limit), AlertTable::read);
    }

    boolean raise(StreamAlert alert) {
        return database.update("INSERT INTO stream_alert (stream_id, cause, since, sentence) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (stream_id, cause) DO UPDATE SET ended_at = NULL, sentence = excluded.sentence"
                + " WHERE stream_alert.ended_at IS NOT NULL", alert.stream().value(), alert.cause(), alert.since(),
                StorableText.of(alert.sentence())) == 1;
    }

    /** What is over before it was told is told by nobody. */
    boolean settle(StreamId id, String cause, Instant at) {
        return database.update("DELETE FROM stream_alert WHERE stream_id = ? AND cause = ? AND told_at IS NULL",
                id.value(), cause) == 1
                || database.update("UPDATE stream_alert SET ended_at = ? WHERE stream_id = ? AND cause = ?"
                        + " AND ended_at IS NULL", at, id.value(), cause) == 1;
    }

    boolean told(StreamAlert alert, Instant at) {
        return alert.endedAt().isPresent()
                ? database.update("DELETE FROM stream_alert WHERE stream_id = ? AND cause = ? AND ended_at = ?",
                        alert.stream().value(), alert.cause(), alert.endedAt().orElseThrow()) == 1
                : database.update("UPDATE stream_alert SET told_at = ? WHERE stream_id = ? AND cause = ?"
                        + " AND told_at IS NULL AND ended_at IS NULL", at, alert.stream().value(), alert.cause()) == 1;
    }

    private static StreamAlert read(Row row) {
        return new StreamAlert(new StreamId(row.text(1)), row.text(2), row.instant(3), row.optionalInstant(4),
                row.optionalInstant(5), row.text(6));
    }
}
