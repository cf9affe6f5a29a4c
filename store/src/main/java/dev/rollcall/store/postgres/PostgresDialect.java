package dev.rollcall.store.postgres;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Member;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StorageException.Kind;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.jdbc.SqlFailure;
import dev.rollcall.store.jdbc.SqlFailure.Conflict;
import dev.rollcall.store.table.ChangeOrder;
import dev.rollcall.store.table.CountTable;
import dev.rollcall.store.table.JsonRows;
import dev.rollcall.store.table.SqlDialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** PostgreSQL's own SQL. Many write at once, so counts are differences and members go in as sets, in order. */
final class PostgresDialect implements SqlDialect {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK = "40P01";
    private static final String LOCK_TIMEOUT = "55P03";
    private static final String DISK_FULL = "53100";
    private static final String TOO_MANY_CONNECTIONS = "53300";

    /** How old a row of the log is at most that need not be noted as late. */
    private static final Duration LATE = Duration.ofSeconds(30);
    /** How much the clocks of the nodes and of the database may differ, so that the log of one resource misses no row. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(30);

    private final ChangeOrder order = new PostgresChangeOrder();

    @Override
    public String engine() {
        return "postgresql";
    }

    @Override
    public String document() {
        return "convert_from(?, 'UTF8')";
    }

    @Override
    public void bindDocument(PreparedStatement statement, int index, byte[] utf8) throws SQLException {
        statement.setBytes(index, utf8);
    }

    @Override
    public String isOneOf(String column) {
        // Not IN (SELECT … unnest): its number of rows is guessed, and the guess makes a walk through a whole group cheaper.
        return column + " = ANY (?::text[])";
    }

    @Override
    public void bindTexts(Connection connection, PreparedStatement statement, int index, List<String> values)
            throws SQLException {
        statement.setArray(index, connection.createArrayOf("text", values.toArray()));
    }

    /** The planner has figures. */
    @Override
    public String by(String index) {
        return "";
    }

    @Override
    public SqlFailure failure(SQLException e) {
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        Conflict conflict = switch (state) {
            case UNIQUE_VIOLATION -> Conflict.UNIQUE_KEY;
            case SERIALIZATION_FAILURE, DEADLOCK -> Conflict.LOST;
            default -> Conflict.NONE;
        };
        Kind kind = switch (state) {
            case DISK_FULL -> Kind.DISK_FULL;
            case LOCK_TIMEOUT, TOO_MANY_CONNECTIONS -> Kind.BUSY;
            default -> Kind.OTHER;
        };
        return new SqlFailure(kind, conflict, "PostgreSQL refused a statement (" + e.getMessage() + "). "
                + advice(state), e);
    }

    private static String advice(String state) {
        return switch (state) {
            case LOCK_TIMEOUT -> "Another node held the row for too long; look for a transaction that hangs in"
                    + " pg_stat_activity.";
            case DISK_FULL -> "The database server's disk is full; free some space, then try again.";
            case TOO_MANY_CONNECTIONS -> "Raise max_connections there, or lower store.pool-size here.";
            default -> state.startsWith("08") || state.startsWith("57P")
                    ? "The database server cannot be reached or is stopping; check it and the database URL."
                    : "Report this with the version of Rollcall.";
        };
    }

    /** The offset keeps the planner from taking the join apart. */
    @Override
    public String eachJoined(String table, String alias, String condition) {
        return " LEFT JOIN LATERAL (SELECT * FROM " + table + " " + alias + " WHERE " + condition + " OFFSET 0) "
                + alias + " ON TRUE";
    }

    /** A bitmap of a group that is larger than the planner believes would be made anew for each stretch. */
    @Override
    public <T> T inIndexOrder(Database database, Supplier<T> statements) {
        bitmaps(database, "off");
        T result = statements.get();
        bitmaps(database, "on");
        return result;
    }

    private static void bitmaps(Database database, String setting) {
        database.first(Sql.of("SELECT set_config('enable_bitmapscan', ?, true)", setting), row -> row.text(1));
    }

    @Override
    public Sql now(Clock clock) {
        return Sql.of("(extract(epoch FROM clock_timestamp()) * 1000)::bigint");
    }

    @Override
    public String forUpdate() {
        return " FOR UPDATE";
    }

    @Override
    public void enter(Database database, Share share, String lane) {
        PostgresTransaction.lock(database, PostgresStorage.lane(share, lane));
    }

    @Override
    public String forUpdateOfFree(String alias) {
        return " FOR UPDATE OF " + alias + " SKIP LOCKED";
    }

    @Override
    public void hold(Database database, String name, boolean alone) {
        String lock = alone ? "pg_advisory_xact_lock" : "pg_advisory_xact_lock_shared";
        database.first(Sql.of("SELECT 1 FROM (SELECT " + lock + "(hashtextextended(?, 0))) l", name),
                row -> row.number(1));
    }

    @Override
    public String rows(List<JsonRows.Column> columns) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> (columns.get(i).number() ? "(value ->> " + i + ")::bigint" : "value ->> " + i) + " AS "
                        + columns.get(i).name())
                .collect(Collectors.joining(", ", "(SELECT ", " FROM json_array_elements(?::json))"));
    }

    @Override
    public CountTable counts(Database database) {
        return new PostgresCountTable(database);
    }

    @Override
    public boolean hasOneWriter() {
        return false;
    }

    /**
     * By their virtual numbers, as an index that is built concurrently waits for others: a transaction has one before its first snapshot,
     * while its own number comes with what it first writes, which may be long after what it has read. All nodes sign in as the owner
     * of the database; others, and who cleans it up, write no resources.
     */
    @Override
    public Set<String> running(Database database) {
        return new HashSet<>(database.list(Sql.of("SELECT l.virtualtransaction FROM pg_locks l"
                + " JOIN pg_stat_activity a ON a.pid = l.pid WHERE l.locktype = 'virtualxid'"
                + " AND l.virtualxid = l.virtualtransaction AND a.datname = current_database()"
                + " AND a.usename = session_user AND l.pid <> pg_backend_pid()"), row -> row.text(1)));
    }

    /**
     * A row that is not seen comes from a transaction that still runs, or from one that has not written yet; neither writes a row that is
     * more than {@link #LATE} older without noting it. All nodes sign in as the owner of the database, so each sees when the transactions of
     * the others began; what other users do there is no concern of the log.
     */
    @Override
    public Instant settledLog(Database database, Instant now) {
        Optional<Instant> oldest = database.first(Sql.of("SELECT (extract(epoch FROM min(xact_start)) * 1000)::bigint"
                + " FROM pg_stat_activity WHERE datname = current_database() AND backend_xid IS NOT NULL"
                + " AND pid <> pg_backend_pid()"), row -> row.optionalInstant(1)).flatMap(time -> time);
        return oldest.filter(time -> time.isBefore(now)).orElse(now).minus(LATE).minus(CLOCKS_DIFFER);
    }

    @Override
    public boolean isLate(Instant time, Instant now) {
        return time.isBefore(now.minus(LATE));
    }

    @Override
    public ChangeOrder changeOrder() {
        return order;
    }

    @Override
    public long nextMembership(Database database) {
        return database.number(Sql.of("SELECT nextval('membership_number')"));
    }

    @Override
    public List<String> insertMembers(
            Database database, ConnectionId connection, String groupId, long membership, List<Member> members) {
        // Empty text stands for "nothing"; attributes are JSON objects and never empty.
        return database.list(Sql.of("INSERT INTO member (connection_id, group_id, membership, value, attributes)"
                + " SELECT ?, ?, ?, v.value, nullif(v.attributes, '') FROM unnest(?::text[], ?::text[])"
                + " AS v(value, attributes) ORDER BY v.value COLLATE \"C\" ON CONFLICT DO NOTHING RETURNING value",
                connection.value(), groupId, membership, new Sql.Texts(members.stream().map(Member::value).toList()),
                new Sql.Texts(members.stream().map(m -> m.attributes().orElse("")).toList())), row -> row.text(1));
    }

    @Override
    public List<String> deleteMembers(
            Database database, ConnectionId connection, String groupId, long membership, List<String> values) {
        return database.list(removal(connection, groupId, membership, values), row -> row.text(1));
    }

    /** Locks the rows in the order of their values, as everybody does, and then deletes them by their whole key. */
    static Sql removal(ConnectionId connection, String groupId, long membership, List<String> values) {
        return Sql.of("WITH locked AS (SELECT value FROM member WHERE connection_id = ? AND group_id = ?"
                + " AND membership = ? AND value = ANY (?::text[]) ORDER BY value FOR UPDATE),"
                + " gone AS (DELETE FROM member WHERE connection_id = ? AND group_id = ? AND membership = ?"
                + " AND value = ANY (ARRAY(SELECT value FROM locked)) RETURNING value)"
                + " SELECT value FROM gone ORDER BY value", connection.value(), groupId, membership,
                new Sql.Texts(values), connection.value(), groupId, membership);
    }

    @Override
    public String sweep(String table, String owner, String restOfKey, String condition) {
        return "DELETE FROM " + table + " WHERE " + owner + " = ? AND ctid = ANY (ARRAY(SELECT ctid FROM " + table
                + " WHERE " + owner + " = ? AND " + condition + " LIMIT ?))";
    }
}
