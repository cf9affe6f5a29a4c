package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which resources the rows of the log are about, by which the log of one resource is found: an index that costs a write nothing,
 * because it is made behind the writes, of {@link #ROWS} rows at a time.
 *
 * <p>Guarantees: of each row whose id is not beyond the last block of its connection, either a block that reaches over its id has its
 * resource, or it is among the late ones. Blocks of a connection may overlap where two nodes made them at once.
 */
final class LogBlocks {
    /** Rows of a block: what is read to find one row in it, against four bytes of each that every look goes through. */
    static final int ROWS = 256;
    /** Blocks that are made in one go. */
    static final int AT_ONCE = 8;
    /** Says, of an id and a connection, whether a block reaches that far. */
    private static final String IS_COVERED = "CASE WHEN ? <= (SELECT b.last_id FROM request_log_block b"
            + " WHERE b.connection_id = ? ORDER BY b.last_id DESC LIMIT 1) THEN 1 ELSE 0 END";
    private static final Sql FURTHEST = Sql.of("SELECT coalesce(max((SELECT b.last_id FROM request_log_block b"
            + " WHERE b.connection_id = c.connection_id ORDER BY b.last_id DESC LIMIT 1)), '') FROM connection c");
    /** Behind every id. */
    static final String BEHIND_ALL = "\uffff";

    private static final String LAST = "SELECT b.last_id FROM request_log_block b WHERE b.connection_id = ?";
    private static final int FETCH = 64;

    private final Database database;
    private final SqlDialect dialect;
    private final Clock clock;
    /** How far blocks reach, of all connections, as far as they were there at the first look or were made here since; empty before it. */
    private Optional<String> furthest = Optional.empty();

    LogBlocks(Database database, SqlDialect dialect, Clock clock) {
        this.database = database;
        this.dialect = dialect;
        this.clock = clock;
    }

    /**
     * Makes the next blocks of a connection, of rows that nobody writes among any more.
     *
     * @return whether there may be more to make at once
     */
    boolean make(ConnectionId connection) {
        Instant now = clock.instant();
        if (!isDue(connection, now)) {
            return false;
        }
        // Before the rows are read: whoever ends in between has written what is read then.
        Instant settled = dialect.settledLog(database, now);
        String last = covered(connection).orElse("");
        for (int made = 0; made < AT_ONCE; made++) {
            List<Head> rows = database.list(rowsAfter(connection, last, ROWS), Head::read);
            if (rows.size() < ROWS || !rows.stream().allMatch(row -> row.time().isBefore(settled))) {
                return false;
            }
            last = rows.getLast().id();
            database.update("INSERT INTO request_log_block (connection_id, last_id, first_id, resources)"
                    + " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", connection.value(), last, rows.getFirst().id(),
                    ResourceHashes.of(rows.stream().flatMap(row -> row.resource().stream()).toList()));
            if (dialect.hasOneWriter()) {
                furthest = Optional.of(later(furthest(), last));
            }
        }
        return true;
    }

    private boolean isDue(ConnectionId connection, Instant now) {
        return database.first(newestOfNext(connection), row -> row.optionalInstant(1))
                .flatMap(time -> time)
                .filter(time -> isOld(time, now))
                .isPresent();
    }

    static Sql newestOfNext(ConnectionId connection) {
        String id = connection.value();
        return Sql.of("SELECT " + newestOfNext("?"), id, id, id);
    }

    /** Whether the last row of what would be the next block is so old that it is worth while to look whether it can be made. */
    static boolean isOld(Instant time, Instant now) {
        return time.isBefore(now.minus(SqlDialect.LOG_SETTLES));
    }

    /**
     * An expression for the time of the last row of what would be the next block; NULL when there are not so many.
     *
     * @param connection an expression for its id, of which there are three
     */
    static String newestOfNext(String connection) {
        return "(SELECT l.time FROM request_log l WHERE (l.connection_id, l.id) > (" + connection + ", coalesce("
                + "(SELECT b.last_id FROM request_log_block b WHERE b.connection_id = " + connection
                + " ORDER BY b.last_id DESC LIMIT 1), '')) AND (l.connection_id, l.id) < (" + connection + ", '"
                + BEHIND_ALL + "')" + order(false) + " LIMIT 1 OFFSET " + (ROWS - 1) + ")";
    }

    static Sql rowsAfter(ConnectionId connection, String last, int most) {
        return new Sql.Builder().add("SELECT l.id, l.resource_id, l.time FROM request_log l WHERE ")
                .add(between(connection, last, BEHIND_ALL))
                .add(order(false) + " LIMIT ?", most)
                .build();
    }

    /**
     * That rows of the log are a connection's and lie between two ids. In this form an engine can only go by the primary key: by the ids
     * alone, which is all that it would look at where it took the connections for few, it would pass over the rows of all others.
     */
    static Sql between(ConnectionId connection, String low, String high) {
        return range(connection, ">", low, "<", high);
    }

    /** The same, the two ids included. */
    static Sql from(ConnectionId connection, String first, String last) {
        return range(connection, ">=", first, "<=", last);
    }

    private static Sql range(ConnectionId connection, String above, String low, String below, String high) {
        return Sql.of("(l.connection_id, l.id) " + above + " (?, ?) AND (l.connection_id, l.id) " + below + " (?, ?)",
                connection.value(), low, connection.value(), high);
    }

    /** The order of the ids of one connection. */
    static String order(boolean newestFirst) {
        return newestFirst ? " ORDER BY l.connection_id DESC, l.id DESC" : " ORDER BY l.connection_id, l.id";
    }

    /** Up to which id the rows of a connection are in blocks. */
    Optional<String> covered(ConnectionId connection) {
        return database.first(Sql.of(LAST + " ORDER BY b.last_id DESC LIMIT 1", connection.value()),
                row -> row.text(1));
    }

    /**
     * Writes a row of the log. Where there is one writer it nearly always knows by itself that no block reaches that far; elsewhere the
     * statement says so.
     *
     * @param insert the statement without what it returns
     * @return whether a block reaches over its id: the row comes too late to be in it
     */
    boolean isCovered(RequestLogEntry row, Sql.Builder insert) {
        String connection = row.connection().value();
        if (dialect.hasOneWriter()) {
            database.update(insert.build());
            return row.id().compareTo(furthest()) <= 0
                    && covered(row.connection()).filter(last -> row.id().compareTo(last) <= 0).isPresent();
        }
        return database.number(insert.add(" RETURNING " + IS_COVERED, row.id(), connection).build()) != 0;
    }

    /** What is undone again makes it reach too far, which only costs a look. */
    private String furthest() {
        String known = furthest.orElseGet(() -> database.first(FURTHEST, row -> row.text(1)).orElse(""));
        furthest = Optional.of(known);
        return known;
    }

    private static String later(String one, String other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** Notes a row that came too late for its block. */
    void addLate(RequestLogEntry row) {
        row.resourceId()
                .ifPresent(resource -> database.update("INSERT INTO request_log_late (connection_id, resource_id, id)"
                        + " VALUES (?, ?, ?) ON CONFLICT DO NOTHING", row.connection().value(), resource, row.id()));
    }

    /** Forgets the blocks of rows that are gone. */
    void expire(ConnectionId connection) {
        String oldest = database.first(rowsAfter(connection, "", 1), row -> row.text(1)).orElse(BEHIND_ALL);
        database.update("DELETE FROM request_log_block WHERE connection_id = ? AND last_id < ?", connection.value(),
                oldest);
        database.update("DELETE FROM request_log_late WHERE connection_id = ? AND id < ?", connection.value(), oldest);
    }

    /** The blocks that reach beyond an id, the nearest first, until the reader wants no more. */
    void beyond(ConnectionId connection, String id, boolean newestFirst, Predicate<LogBlock> reader) {
        Sql sql = newestFirst
                ? before(connection, around(connection, id).orElse(BEHIND_ALL))
                : after(connection, id);
        database.until(sql, FETCH,
                row -> reader.test(new LogBlock(row.text(1), row.text(2), row.bytes(3))));
    }

    /** The block whose end is the nearest behind an id. */
    private Optional<String> around(ConnectionId connection, String id) {
        return database.first(Sql.of(LAST + " AND b.last_id >= ? ORDER BY b.last_id LIMIT 1", connection.value(), id),
                row -> row.text(1));
    }

    static Sql before(ConnectionId connection, String last) {
        return Sql.of("SELECT b.first_id, b.last_id, b.resources FROM request_log_block b WHERE b.connection_id = ?"
                + " AND b.last_id <= ? ORDER BY b.last_id DESC", connection.value(), last);
    }

    static Sql after(ConnectionId connection, String id) {
        return Sql.of("SELECT b.first_id, b.last_id, b.resources FROM request_log_block b WHERE b.connection_id = ?"
                + " AND b.last_id > ? ORDER BY b.last_id", connection.value(), id);
    }

    private record Head(String id, Optional<String> resource, Instant time) {
        static Head read(Row row) {
            return new Head(row.text(1), row.optionalText(2), row.instant(3));
        }
    }
}
