package dev.rollcall.store.sqlite;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.table.CountTable;
import dev.rollcall.store.table.RangeTable;
import java.util.Optional;

/** Counts as plain rows, because there is one writer: it keeps them and the ranges right as it goes. */
final class SqliteCountTable implements CountTable {
    private static final String BOUNDS = "SELECT s.high, s.before FROM (SELECT r.high,"
            + " sum(r.n) OVER (ORDER BY r.high) AS before FROM resource_range r WHERE r.connection_id = ?"
            + " AND r.type = ?) s WHERE s.before ";

    private final Database database;
    private final RangeTable ranges;

    SqliteCountTable(Database database) {
        this.database = database;
        this.ranges = new RangeTable(database, "");
    }

    @Override
    public long total(ConnectionId connection, String type) {
        return database.number(Sql.of("SELECT coalesce(sum(n), 0) FROM resource_count WHERE connection_id = ?"
                + " AND type = ?", connection.value(), type));
    }

    /** What a list is like after a change: the range of the resource, or how long the end behind the ranges is. */
    private record Changed(Optional<String> high, long end) {}

    @Override
    public void add(ConnectionId connection, String type, String id, int difference) {
        Changed changed = database.first(Sql.of("INSERT INTO resource_count (connection_id, type, n) VALUES (?, ?, ?)"
                + " ON CONFLICT (connection_id, type) DO UPDATE SET n = n + excluded.n RETURNING n - ranged,"
                + " (SELECT min(r.high) FROM resource_range r WHERE r.connection_id = resource_count.connection_id"
                + " AND r.type = resource_count.type AND r.high > ?)", connection.value(), type, difference, id),
                row -> new Changed(row.optionalText(2), row.number(1))).orElseThrow();
        if (changed.high.isPresent()) {
            ranges.add(connection, type, changed.high.get(), difference);
        } else {
            ranges.tendEnd(connection, type, changed.end);
        }
    }

    @Override
    public boolean isFoldable() {
        return false;
    }

    @Override
    public boolean fold(int limit) {
        return false;
    }

    @Override
    public Optional<Bound> lastBound(ConnectionId connection, String type, long atMost) {
        return bound(connection, type, "<= ? ORDER BY s.high DESC", atMost);
    }

    @Override
    public Optional<Bound> firstBound(ConnectionId connection, String type, long atLeast) {
        return bound(connection, type, ">= ? ORDER BY s.high", atLeast);
    }

    private Optional<Bound> bound(ConnectionId connection, String type, String which, long number) {
        return database.first(Sql.of(BOUNDS + which + " LIMIT 1", connection.value(), type, number),
                row -> new Bound(row.text(1), row.number(2)));
    }
}
