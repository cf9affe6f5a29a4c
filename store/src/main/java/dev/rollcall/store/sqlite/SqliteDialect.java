package dev.rollcall.store.sqlite;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** SQLite's own SQL. There is one writer, so counts and sequences are plain rows. */
final class SqliteDialect implements SqlDialect {
    private static final int PRIMARY_CODE = 0xff;
    private static final int BUSY = 5;
    private static final int READ_ONLY = 8;
    private static final int INPUT_OUTPUT = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CONSTRAINT_PRIMARY_KEY = 1555;
    private static final int CONSTRAINT_UNIQUE = 2067;

    private final ChangeOrder order = new SqliteChangeOrder();
    private final JsonMapper json = new JsonMapper();

    @Override
    public String engine() {
        return "sqlite";
    }

    @Override
    public String document() {
        return "CAST(? AS TEXT)";
    }

    @Override
    public void bindDocument(PreparedStatement statement, int index, byte[] utf8) throws SQLException {
        statement.setBytes(index, utf8);
    }

    @Override
    public String isOneOf(String column) {
        return column + " IN (SELECT v.value FROM json_each(?) AS v)";
    }

    @Override
    public void bindTexts(Connection connection, PreparedStatement statement, int index, List<String> values)
            throws SQLException {
        statement.setString(index, json.writeValueAsString(values));
    }

    @Override
    public String by(String index) {
        return " INDEXED BY " + index;
    }

    @Override
    public SqlFailure failure(SQLException e) {
        Conflict conflict = switch (e.getErrorCode()) {
            case CONSTRAINT_PRIMARY_KEY, CONSTRAINT_UNIQUE -> Conflict.UNIQUE_KEY;
            default -> Conflict.NONE;
        };
        Kind kind = switch (e.getErrorCode() & PRIMARY_CODE) {
            case BUSY -> Kind.BUSY;
            case FULL -> Kind.DISK_FULL;
            default -> Kind.OTHER;
        };
        String advice = switch (e.getErrorCode() & PRIMARY_CODE) {
            case BUSY -> "Another process kept the database locked for too long; end it or wait, then try again.";
            case READ_ONLY -> "The database file cannot be written; check the owner and the mode of the data folder.";
            case INPUT_OUTPUT -> "The disk of the data folder failed; check it before anything else.";
            case CORRUPT -> "The database file is damaged; stop the server and restore a backup.";
            case FULL -> "The disk of the data folder is full; free some space, then try again.";
            default -> "Report this with the version of Rollcall.";
        };
        return new SqlFailure(kind, conflict, "The database refused a statement (" + e.getMessage() + "). " + advice,
                e);
    }

    @Override
    public String eachJoined(String table, String alias, String condition) {
        return " LEFT JOIN " + table + " " + alias + " ON " + condition;
    }

    @Override
    public <T> T inIndexOrder(Database database, Supplier<T> statements) {
        return statements.get();
    }

    @Override
    public Sql now(Clock clock) {
        return Sql.of("?", clock.millis());
    }

    /** There is one writer. */
    @Override
    public String forUpdate() {
        return "";
    }

    /** Nobody else writes meanwhile, in whatever lane. */
    @Override
    public void enter(Database database, Share share, String lane) {}

    @Override
    public String forUpdateOfFree(String alias) {
        return "";
    }

    /** There is one writer. */
    @Override
    public void hold(Database database, String name, boolean alone) {}

    @Override
    public String rows(List<JsonRows.Column> columns) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> "value ->> " + i + " AS " + columns.get(i).name())
                .collect(Collectors.joining(", ", "(SELECT ", " FROM json_each(?))"));
    }

    @Override
    public CountTable counts(Database database) {
        return new SqliteCountTable(database);
    }

    @Override
    public boolean hasOneWriter() {
        return true;
    }

    /** Whoever comes later sees what is there by now. */
    @Override
    public Set<String> running(Database database) {
        return Set.of();
    }

    /** Who is not seen comes later. */
    @Override
    public Instant settledLog(Database database, Instant now) {
        return now.minus(LOG_SETTLES);
    }

    /**
     * Blocks hold only rows that are older than that. So a younger row lies beyond those of another process too, which has the same clock;
     * those of its own this one knows.
     */
    @Override
    public boolean isLate(Instant time, Instant now) {
        return time.isBefore(now.minus(LOG_SETTLES));
    }

    @Override
    public ChangeOrder changeOrder() {
        return order;
    }

    @Override
    public long nextMembership(Database database) {
        return next(database, "membership");
    }

    @Override
    public List<String> insertMembers(
            Database database, ConnectionId connection, String groupId, long membership, List<Member> members) {
        List<String> added = new ArrayList<>();
        for (Member member : members) {
            int inserted = database.update("INSERT INTO member (connection_id, group_id, membership, value, attributes)"
                    + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", connection.value(), groupId, membership,
                    member.value(), member.attributes());
            if (inserted == 1) {
                added.add(member.value());
            }
        }
        return added;
    }

    @Override
    public List<String> deleteMembers(
            Database database, ConnectionId connection, String groupId, long membership, List<String> values) {
        List<String> removed = new ArrayList<>();
        for (String value : values) {
            if (database.update(removal(connection, groupId, membership, value)) == 1) {
                removed.add(value);
            }
        }
        return removed;
    }

    /** Removes one member by its whole key. */
    static Sql removal(ConnectionId connection, String groupId, long membership, String value) {
        return Sql.of("DELETE FROM member WHERE connection_id = ? AND group_id = ? AND membership = ? AND value = ?",
                connection.value(), groupId, membership, value);
    }

    @Override
    public String sweep(String table, String owner, String restOfKey, String condition) {
        return "DELETE FROM " + table + " WHERE " + owner + " = ? AND (" + restOfKey + ") IN (SELECT " + restOfKey
                + " FROM " + table + " WHERE " + owner + " = ? AND " + condition + " LIMIT ?)";
    }

    private static long next(Database database, String sequence) {
        return database.number(Sql.of("UPDATE sequence SET value = value + 1 WHERE name = ? RETURNING value",
                sequence));
    }
}
