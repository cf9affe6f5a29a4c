package dev.rollcall.store.postgres;

import dev.rollcall.directory.change.ChangeFeedPage;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.table.ChangeRows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The change record on PostgreSQL, in the order of (transaction, sequence) and only as far as no transaction is still
 * running: a sequence alone would let a reader pass a change that commits late.
 *
 * <p>Works on one resource take its lane's lock before their transaction gets its number, so the changes of one
 * resource are in the order of its versions.
 */
final class PostgresChangeFeed {
    private static final Pattern POSITION = Pattern.compile("(\\d{1,20})\\.(\\d{1,18})");

    /** A place in the order. */
    private record Position(String transaction, long sequence) {
        static Position parse(String text) {
            if (text.isEmpty()) {
                return new Position("0", 0);
            }
            Matcher matcher = POSITION.matcher(text);
            if (!matcher.matches()) {
                throw new StorageException("The position " + text + " in the change record is not one of this"
                        + " database. Begin again at the start of the record.");
            }
            return new Position(matcher.group(1), Long.parseLong(matcher.group(2)));
        }

        static Position read(Row row, int first) {
            return new Position(row.text(first), row.number(first + 1));
        }

        String text() {
            return transaction + "." + sequence;
        }
    }

    void append(Database database, ChangeRecord change) {
        database.update(Sql.of("INSERT INTO change (" + ChangeRows.COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ChangeRows.values(change)));
    }

    ChangeFeedPage page(Database database, ConnectionId connection, String afterPosition, int limit) {
        Position[] position = {Position.parse(afterPosition)};
        List<ChangeRecord> lasts = database.list(Sql.of("SELECT " + ChangeRows.COLUMNS + ", xid::text, seq FROM change"
                + " WHERE connection_id = ? AND (xid, seq) > (?::xid8, ?)"
                + " AND xid < pg_snapshot_xmin(pg_current_snapshot()) AND last = 1"
                // Without the table's name it would be the text of the list above that is sorted by.
                + " ORDER BY change.xid, change.seq LIMIT ?",
                connection.value(), position[0].transaction(), position[0].sequence(), limit), row -> {
                    position[0] = Position.read(row, 11);
                    return ChangeRows.read(row);
                });
        return ChangeRows.page(database, lasts, position[0].text());
    }

    int expire(Database database, ConnectionId connection, Instant before, int limit) {
        Optional<Position> end = database.first(Sql.of("SELECT o.xid::text, o.seq FROM (SELECT xid, seq, time"
                + " FROM change WHERE connection_id = ? ORDER BY xid, seq LIMIT ?) o WHERE o.time < ?"
                + " AND NOT EXISTS (SELECT 1 FROM change_reader r WHERE r.connection_id = ?"
                + " AND (r.xid, r.seq) < (o.xid, o.seq)) ORDER BY o.xid DESC, o.seq DESC LIMIT 1", connection.value(),
                limit, before, connection.value()), row -> Position.read(row, 1));
        return end.map(p -> database.update("DELETE FROM change WHERE connection_id = ?"
                + " AND (xid, seq) <= (?::xid8, ?) AND time < ?", connection.value(), p.transaction(), p.sequence(),
                before)).orElse(0);
    }
}
