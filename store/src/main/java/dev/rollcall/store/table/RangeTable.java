package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.util.Optional;

/**
 * The order of ids in ranges of which it is known how many resources each holds, so that a page deep in a list is found
 * without walking to it. Ids grow with time, so a new resource comes behind the last range and changes none.
 *
 * <p>Guarantees: together with what is not folded yet the numbers are exact in every snapshot. A range that changes holds
 * at most {@code 2 × SIZE} resources afterwards and not much less than {@code SIZE / 4}; so does the end of the list
 * behind the last one, once it is tended.
 */
public final class RangeTable {
    /** How many resources a new range holds: finding a place costs reading the ranges, and walking within one of them. */
    public static final int SIZE = 1_500;

    private static final String LIST = " WHERE connection_id = ? AND type = ?";

    private final Database database;
    private final String unfolded;

    /**
     * The ranges over a connection to the database.
     *
     * @param unfolded a scalar query for how much between two ids is still to be folded, with four parameters:
     *     connection, type, and the ids; empty text where nothing ever is
     */
    public RangeTable(Database database, String unfolded) {
        this.database = database;
        this.unfolded = unfolded;
    }

    /** Makes ranges of the end of a list while it is long. @param end how many resources are behind the last range */
    public void tendEnd(ConnectionId connection, String type, long end) {
        long left = end;
        while (left > 2L * SIZE) {
            String low = low(connection, type, Optional.empty());
            Optional<String> high = middle(connection, type, low);
            if (high.isEmpty()) {
                return;
            }
            long n = count(connection, type, low, high.get());
            insert(connection, type, high.get(), n);
            ranged(connection, type, n);
            left -= n;
        }
    }

    /** Changes the number of a range, and keeps it within its bounds. */
    public void add(ConnectionId connection, String type, String high, long difference) {
        long n = database.number(Sql.of("UPDATE resource_range SET n = n + ?" + LIST + " AND high = ? RETURNING n",
                difference, connection.value(), type, high));
        ranged(connection, type, difference);
        if (n > 2L * SIZE) {
            split(connection, type, high);
        } else if (n < SIZE / 4) {
            merge(connection, type, high, n);
        }
    }

    private void split(ConnectionId connection, String type, String high) {
        String low = low(connection, type, Optional.of(high));
        Optional<String> middle = middle(connection, type, low).filter(id -> id.compareTo(high) < 0);
        if (middle.isPresent()) {
            long n = count(connection, type, low, middle.get());
            insert(connection, type, middle.get(), n);
            database.update("UPDATE resource_range SET n = n - ?" + LIST + " AND high = ?", n, connection.value(),
                    type, high);
        }
    }

    private void merge(ConnectionId connection, String type, String high, long n) {
        database.update("DELETE FROM resource_range" + LIST + " AND high = ?", connection.value(), type, high);
        int merged = database.update("UPDATE resource_range SET n = n + ?" + LIST + " AND high = (SELECT min(r.high)"
                + " FROM resource_range r WHERE r.connection_id = ? AND r.type = ? AND r.high > ?)", n,
                connection.value(), type, connection.value(), type, high);
        if (merged == 0) {
            ranged(connection, type, -n);
        }
    }

    /** Where a range begins: at the end of the one before it; empty text for the first. */
    private String low(ConnectionId connection, String type, Optional<String> high) {
        Sql.Builder sql = new Sql.Builder().add("SELECT coalesce(max(high), '') FROM resource_range" + LIST,
                connection.value(), type);
        high.ifPresent(id -> sql.add(" AND high < ?", id));
        return database.first(sql.build(), row -> row.text(1)).orElse("");
    }

    private Optional<String> middle(ConnectionId connection, String type, String low) {
        return database.first(Sql.of("SELECT id FROM resource" + LIST + " AND id >= ? ORDER BY id LIMIT 1 OFFSET ?",
                connection.value(), type, low, SIZE), row -> row.text(1));
    }

    private long count(ConnectionId connection, String type, String low, String high) {
        Object[] between = {connection.value(), type, low, high};
        Sql.Builder sql = new Sql.Builder().add("SELECT (SELECT count(*) FROM resource" + LIST
                + " AND id >= ? AND id < ?)", between);
        return database.number(unfolded.isEmpty()
                ? sql.build()
                : sql.add(" - (" + unfolded + ")", between).build());
    }

    private void insert(ConnectionId connection, String type, String high, long n) {
        database.update("INSERT INTO resource_range (connection_id, type, high, n) VALUES (?, ?, ?, ?)",
                connection.value(), type, high, n);
    }

    private void ranged(ConnectionId connection, String type, long difference) {
        database.update("UPDATE resource_count SET ranged = ranged + ?" + LIST, difference, connection.value(), type);
    }
}
