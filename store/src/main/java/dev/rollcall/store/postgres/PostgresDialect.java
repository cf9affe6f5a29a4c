package dev.rollcall.store.postgres;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Member;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.jdbc.SqlFailure;
import dev.rollcall.store.jdbc.SqlFailure.Kind;
import dev.rollcall.store.table.ChangeOrder;
import dev.rollcall.store.table.CountTable;
import dev.rollcall.store.table.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** PostgreSQL's own SQL. Many write at once, so counts are differences and members go in as sets, in order. */
final class PostgresDialect implements Dialect {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK = "40P01";
    private static final String LOCK_TIMEOUT = "55P03";
    private static final String DISK_FULL = "53100";
    private static final String TOO_MANY_CONNECTIONS = "53300";

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
    public String values(String alias) {
        return "unnest(?::text[]) AS " + alias + "(value)";
    }

    @Override
    public void bindTexts(Connection connection, PreparedStatement statement, int index, List<String> values)
            throws SQLException {
        statement.setArray(index, connection.createArrayOf("text", values.toArray()));
    }

    @Override
    public SqlFailure failure(SQLException e) {
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        Kind kind = switch (state) {
            case UNIQUE_VIOLATION -> Kind.UNIQUE;
            case SERIALIZATION_FAILURE, DEADLOCK -> Kind.RETRYABLE;
            default -> Kind.OTHER;
        };
        return new SqlFailure(kind, "PostgreSQL refused a statement (" + e.getMessage() + "). " + advice(state), e);
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

    @Override
    public CountTable counts(Database database) {
        return new PostgresCountTable(database);
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
        Sql lock = Sql.of("WITH locked AS (SELECT value FROM member WHERE connection_id = ? AND group_id = ?"
                + " AND membership = ? AND value IN (SELECT v.value FROM " + values("v")
                + ") ORDER BY value FOR UPDATE), ", connection.value(), groupId, membership, new Sql.Texts(values));
        return database.list(new Sql.Builder().add(lock)
                .add("gone AS (DELETE FROM member m USING locked"
                        + " WHERE m.connection_id = ? AND m.group_id = ? AND m.membership = ? AND m.value = locked.value"
                        + " RETURNING m.value) SELECT value FROM gone ORDER BY value", connection.value(), groupId,
                        membership)
                .build(), row -> row.text(1));
    }

    @Override
    public String sweep(String table, String restOfKey, String condition) {
        return "DELETE FROM " + table + " WHERE connection_id = ? AND ctid = ANY (ARRAY(SELECT ctid FROM " + table
                + " WHERE connection_id = ? AND " + condition + " LIMIT ?))";
    }
}
