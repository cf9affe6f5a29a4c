package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Reference;
import dev.rollcall.directory.storage.Tombstone;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who points at whom. */
public final class ReferenceTable {
    private static final String GROUPS_OF = " JOIN resource g ON g.connection_id = m.connection_id"
            + " AND g.id = m.group_id AND g.membership = m.membership";

    private static final int ROWS_AT_A_TIME = 1_000;

    private final Database database;
    private final SqlDialect dialect;

    ReferenceTable(Database database, SqlDialect dialect) {
        this.database = database;
        this.dialect = dialect;
    }

    /** Which of these ids are live resources. */
    public Map<String, Reference> live(ConnectionId connection, Collection<String> ids) {
        Map<String, Reference> found = new HashMap<>();
        if (!ids.isEmpty()) {
            database.each(live(dialect, connection, ids), row -> found.put(row.text(1), reference(row, 1)));
        }
        return found;
    }

    /** The statement for {@link #live(ConnectionId, Collection)}. */
    public static Sql live(SqlDialect dialect, ConnectionId connection, Collection<String> ids) {
        return Sql.of("SELECT r.id, r.type, r.reference_name FROM resource r WHERE r.connection_id = ? AND "
                + dialect.isOneOf("r.id"), connection.value(), new Sql.Texts(MemberTable.inOrder(ids)));
    }

    /** The groups that have each of these ids as a direct member, of which so many are read at most. */
    public Map<String, List<Reference>> groupsOf(ConnectionId connection, Collection<String> memberIds, int limit) {
        Map<String, List<Reference>> found = new HashMap<>();
        int[] read = new int[1];
        if (!memberIds.isEmpty()) {
            database.until(groupsOf(dialect, connection, memberIds), ROWS_AT_A_TIME, row -> {
                found.computeIfAbsent(row.text(4), _ -> new ArrayList<>()).add(reference(row, 1));
                return ++read[0] < limit;
            });
        }
        return found;
    }

    /** The statement for {@link #groupsOf(ConnectionId, Collection, int)}. */
    public static Sql groupsOf(SqlDialect dialect, ConnectionId connection, Collection<String> memberIds) {
        return Sql.of("SELECT g.id, g.type, g.reference_name, m.value FROM member m" + GROUPS_OF
                + " WHERE m.connection_id = ? AND " + dialect.isOneOf("m.value") + " ORDER BY m.value, g.id",
                connection.value(), new Sql.Texts(MemberTable.inOrder(memberIds)));
    }

    /** The ids of the groups that have a member. */
    public List<String> groupIdsOf(ConnectionId connection, String memberId, int limit) {
        return database.list(Sql.of("SELECT g.id FROM member m" + GROUPS_OF
                + " WHERE m.connection_id = ? AND m.value = ? ORDER BY g.id LIMIT ?", connection.value(), memberId,
                limit), row -> row.text(1));
    }

    /** Deletions to be finished. */
    public List<Tombstone> tombstones(int limit) {
        return database.list(Sql.of("SELECT t.connection_id, t.type, t.id FROM tombstone t"
                + " JOIN connection c ON c.connection_id = t.connection_id ORDER BY t.connection_id, t.id LIMIT ?",
                limit), row -> new Tombstone(new ConnectionId(row.text(1)), row.text(2), row.text(3)));
    }

    /** A deletion is finished. */
    public void clear(Tombstone tombstone) {
        database.update("DELETE FROM tombstone WHERE connection_id = ? AND id = ?", tombstone.connection().value(),
                tombstone.id());
    }

    /** Reads id, type and name from a column on. */
    static Reference reference(Row row, int first) {
        return new Reference(row.text(first), row.text(first + 1), row.optionalText(first + 2));
    }
}
