package dev.rollcall.store.postgres;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.table.CountTable;
import dev.rollcall.store.table.RangeTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts as differences, because many write at once: a writer appends one and waits for nobody, upkeep folds them, and
 * whoever reads adds those that are not folded yet, in one snapshot.
 */
final class PostgresCountTable implements CountTable {
    private static final String UNFOLDED = "SELECT coalesce(sum(d.n), 0) FROM resource_difference d"
            + " WHERE d.connection_id = ? AND d.type = ? AND d.id >= ? AND d.id < ?";
    /** The range that a resource lies in. */
    private static final String RANGE = "(SELECT min(r.high) FROM resource_range r WHERE r.connection_id ="
            + " d.connection_id AND r.type = d.type AND r.high > d.id)";
    private static final String BOUNDS = "WITH late AS (SELECT w.high, sum(w.n) AS n FROM (SELECT d.n, " + RANGE
            + " AS high FROM resource_difference d WHERE d.connection_id = ? AND d.type = ?) w GROUP BY w.high)"
            + " SELECT s.high, s.before FROM (SELECT r.high, sum(r.n + coalesce(l.n, 0)) OVER (ORDER BY r.high)"
            + " AS before FROM resource_range r LEFT JOIN late l ON l.high = r.high WHERE r.connection_id = ?"
            + " AND r.type = ?) s WHERE s.before ";
    private static final String FOLD = """
        WITH gone AS (
            DELETE FROM resource_difference x USING (SELECT connection_id, type, seq FROM resource_difference
                ORDER BY connection_id, type, seq LIMIT ? FOR UPDATE SKIP LOCKED) old
            WHERE x.connection_id = old.connection_id AND x.type = old.type AND x.seq = old.seq
            RETURNING x.connection_id, x.type, x.id, x.n),
        placed AS (SELECT d.connection_id, d.type, d.n, %s AS high FROM gone d)
        SELECT p.connection_id, p.type, p.high, sum(p.n), count(*) FROM placed p
        GROUP BY p.connection_id, p.type, p.high ORDER BY p.connection_id, p.type, p.high""".formatted(RANGE);

    private final Database database;
    private final RangeTable ranges;

    PostgresCountTable(Database database) {
        this.database = database;
        this.ranges = new RangeTable(database, UNFOLDED);
    }

    @Override
    public long total(ConnectionId connection, String type) {
        return database.number(Sql.of("SELECT (SELECT coalesce(sum(c.n), 0) FROM resource_count c"
                + " WHERE c.connection_id = ? AND c.type = ?) + (SELECT coalesce(sum(d.n), 0) FROM resource_difference d"
                + " WHERE d.connection_id = ? AND d.type = ?)", connection.value(), type, connection.value(), type));
    }

    @Override
    public List<String> types(ConnectionId connection) {
        return database.list(Sql.of("SELECT c.type FROM resource_count c WHERE c.connection_id = ?"
                + " UNION SELECT d.type FROM resource_difference d WHERE d.connection_id = ? ORDER BY type",
                connection.value(), connection.value()), row -> row.text(1));
    }

    @Override
    public void add(ConnectionId connection, String type, String id, int difference) {
        database.update("INSERT INTO resource_difference (connection_id, type, id, n) VALUES (?, ?, ?, ?)",
                connection.value(), type, id, difference);
    }

    @Override
    public void addPerson(ConnectionId connection, String type, String id) {
        database.update("WITH freed AS (UPDATE resource SET subject = NULL WHERE connection_id = ? AND id = ?"
                + " AND EXISTS (SELECT 1 FROM retired_subject s WHERE s.connection_id = resource.connection_id"
                + " AND s.subject = resource.subject)) INSERT INTO resource_difference (connection_id, type, id, n)"
                + " VALUES (?, ?, ?, 1)", connection.value(), id, connection.value(), type, id);
    }

    @Override
    public void addUnnamed(ConnectionId connection, String type, String id, String subject) {
        database.update("INSERT INTO resource_difference (connection_id, type, id, n) SELECT ?, ?, ?, 1"
                + " FROM (SELECT pg_advisory_xact_lock(hashtextextended(?, 0))) held", connection.value(), type, id,
                "subject " + connection + " " + subject);
    }

    private record Listing(ConnectionId connection, String type) {}

    private record Folded(Listing list, Optional<String> high, long n, long differences) {}

    @Override
    public boolean isFoldable() {
        return database.first(Sql.of("SELECT 1 FROM resource_difference LIMIT 1"), row -> row.number(1)).isPresent();
    }

    @Override
    public boolean fold(int limit) {
        List<Folded> folded = database.list(Sql.of(FOLD, limit), row -> new Folded(
                new Listing(new ConnectionId(row.text(1)), row.text(2)), row.optionalText(3), row.number(4),
                row.number(5)));
        Map<Listing, Long> ends = new LinkedHashMap<>();
        for (Folded some : folded) {
            ends.put(some.list, count(some));
            some.high.ifPresent(high -> ranges.add(some.list.connection, some.list.type, high, some.n));
        }
        ends.forEach((list, end) -> ranges.tendEnd(list.connection, list.type, end));
        return folded.stream().mapToLong(Folded::differences).sum() >= limit;
    }

    /** @return how long the end of the list is, if the difference is one of the end */
    private long count(Folded some) {
        return database.number(Sql.of("INSERT INTO resource_count (connection_id, type, n) VALUES (?, ?, ?)"
                + " ON CONFLICT (connection_id, type) DO UPDATE SET n = resource_count.n + excluded.n"
                + " RETURNING n - ranged", some.list.connection.value(), some.list.type, some.n));
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
        return database.first(Sql.of(BOUNDS + which + " LIMIT 1", connection.value(), type, connection.value(), type,
                number), row -> new Bound(row.text(1), row.number(2)));
    }
}
