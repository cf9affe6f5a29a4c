package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Member;
import dev.rollcall.directory.storage.ResolvedMember;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.scim.text.Folding;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Membership rows: one for each group, generation and member. */
public final class MemberTable {
    private static final String OF_GROUP = " FROM member m WHERE m.connection_id = ? AND m.group_id = ?"
            + " AND m.membership = ?";
    private static final String NOT_BEING_DELETED = " AND NOT EXISTS (SELECT 1 FROM tombstone t"
            + " WHERE t.connection_id = m.connection_id AND t.id = m.value)";

    private final Database database;
    private final SqlDialect dialect;

    MemberTable(Database database, SqlDialect dialect) {
        this.database = database;
        this.dialect = dialect;
    }

    /** A stretch of a group's members in the order of their values. */
    public List<ResolvedMember> stretch(StoredResource group, Optional<String> afterValue, int limit) {
        return dialect.inIndexOrder(database,
                () -> database.list(stretch(dialect, group, afterValue, limit), MemberTable::resolved));
    }

    /**
     * The statement for a stretch. It is cut off before it is resolved, and resolved member by member: a join of whole
     * tables would cost what the connection is large, not what the stretch is long.
     */
    public static Sql stretch(SqlDialect dialect, StoredResource group, Optional<String> afterValue, int limit) {
        Sql.Builder sql = new Sql.Builder().add("SELECT s.value, s.attributes, r.id, r.type, r.reference_name"
                + " FROM (SELECT m.connection_id, m.value, m.attributes" + OF_GROUP, group.connection().value(),
                group.id(), group.membership());
        afterValue.ifPresent(value -> sql.add(" AND m.value > ?", value));
        return sql.add(NOT_BEING_DELETED + " ORDER BY m.value LIMIT ?) s" + dialect.eachJoined("resource", "r",
                "r.connection_id = s.connection_id AND r.id = s.value") + " ORDER BY s.value", limit).build();
    }

    /** Which of these values are members. */
    public List<Member> which(StoredResource group, Collection<String> values) {
        return database.list(which(dialect, group, values), MemberTable::member);
    }

    /** The statement for {@link #which(StoredResource, Collection)}. */
    public static Sql which(SqlDialect dialect, StoredResource group, Collection<String> values) {
        return Sql.of("SELECT m.value, m.attributes" + OF_GROUP + " AND " + dialect.isOneOf("m.value")
                + NOT_BEING_DELETED + " ORDER BY m.value", group.connection().value(), group.id(), group.membership(),
                new Sql.Texts(inOrder(values)));
    }

    /** How many members a group has. */
    public long count(StoredResource group) {
        return database.number(Sql.of("SELECT count(*)" + OF_GROUP + NOT_BEING_DELETED, group.connection().value(),
                group.id(), group.membership()));
    }

    /** Adds those who are not there yet. @return the values that were added */
    public List<String> add(ConnectionId connection, String groupId, long membership, List<Member> members) {
        Map<String, Member> ordered = new TreeMap<>(Folding::compareCodePoints);
        members.forEach(member -> ordered.putIfAbsent(member.value(), member));
        return ordered.isEmpty()
                ? List.of()
                : dialect.insertMembers(database, connection, groupId, membership, List.copyOf(ordered.values()));
    }

    /** Removes those who are there. @return the values that were removed */
    public List<String> remove(ConnectionId connection, String groupId, long membership, Collection<String> values) {
        return values.isEmpty()
                ? List.of()
                : dialect.deleteMembers(database, connection, groupId, membership, inOrder(values));
    }

    /** Removes the first rows of a generation. @return whether there may be more */
    public boolean sweep(GenerationTable.Generation generation, int limit) {
        Object[] key = {generation.connection().value(), generation.groupId(), generation.membership()};
        Optional<String> boundary = database.first(new Sql.Builder().add("SELECT m.value" + OF_GROUP, key)
                .add(" ORDER BY m.value LIMIT 1 OFFSET ?", limit)
                .build(), row -> row.text(1));
        Sql.Builder delete = new Sql.Builder().add("DELETE FROM member WHERE connection_id = ? AND group_id = ?"
                + " AND membership = ?", key);
        boundary.ifPresent(value -> delete.add(" AND value < ?", value));
        database.update(delete.build());
        return boundary.isPresent();
    }

    static List<String> inOrder(Collection<String> values) {
        TreeSet<String> ordered = new TreeSet<>(Folding::compareCodePoints);
        ordered.addAll(values);
        return List.copyOf(ordered);
    }

    private static Member member(Row row) {
        return new Member(row.text(1), row.optionalText(2));
    }

    private static ResolvedMember resolved(Row row) {
        return new ResolvedMember(member(row),
                row.optionalText(3).map(id -> ReferenceTable.reference(row, 3)));
    }
}
