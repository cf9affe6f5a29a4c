package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Member;
import dev.rollcall.directory.storage.MemberStore;
import dev.rollcall.directory.storage.Reference;
import dev.rollcall.directory.storage.ResolvedMember;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.scim.text.Folding;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Membership rows: one for each group, generation and member. */
public final class MemberTable implements MemberStore {
    private static final String OF_GROUP = " FROM member m WHERE m.connection_id = ? AND m.group_id = ?"
            + " AND m.membership = ?";
    private static final String NOT_BEING_DELETED = " AND NOT EXISTS (SELECT 1 FROM tombstone t"
            + " WHERE t.connection_id = m.connection_id AND t.id = m.value)";
    static final String GROUPS_OF = " JOIN resource g ON g.connection_id = m.connection_id"
            + " AND g.id = m.group_id AND g.membership = m.membership";
    private static final int GROUPS_AT_A_TIME = 1_000;

    private final Database database;
    private final SqlDialect dialect;

    MemberTable(Database database, SqlDialect dialect) {
        this.database = database;
        this.dialect = dialect;
    }

    @Override
    public List<ResolvedMember> of(StoredResource group, Optional<String> afterValue, int limit) {
        return dialect.inIndexOrder(database,
                () -> database.list(stretch(dialect, group, afterValue, limit), MemberTable::resolved));
    }

    @Override
    public List<ResolvedMember> all(StoredResource group, Optional<String> afterValue, int limit) {
        return dialect.inIndexOrder(database,
                () -> database.list(stretch(dialect, group, afterValue, limit, ""), MemberTable::resolved));
    }

    /**
     * The statement for a stretch. It is cut off before it is resolved, and resolved member by member: a join of whole
     * tables would cost what the connection is large, not what the stretch is long.
     */
    public static Sql stretch(SqlDialect dialect, StoredResource group, Optional<String> afterValue, int limit) {
        return stretch(dialect, group, afterValue, limit, NOT_BEING_DELETED);
    }

    private static Sql stretch(
            SqlDialect dialect, StoredResource group, Optional<String> afterValue, int limit, String condition) {
        Sql.Builder sql = new Sql.Builder().add("SELECT s.value, s.attributes, r.id, r.type, r.reference_name"
                + " FROM (SELECT m.connection_id, m.value, m.attributes" + OF_GROUP, group.connection().value(),
                group.id(), group.membership());
        afterValue.ifPresent(value -> sql.add(" AND m.value > ?", value));
        return sql.add(condition + " ORDER BY m.value LIMIT ?) s" + dialect.eachJoined("resource", "r",
                "r.connection_id = s.connection_id AND r.id = s.value") + " ORDER BY s.value", limit).build();
    }

    @Override
    public List<Member> which(StoredResource group, Collection<String> values) {
        return database.list(which(dialect, group, values), MemberTable::member);
    }

    /** The statement for {@link #which(StoredResource, Collection)}. */
    public static Sql which(SqlDialect dialect, StoredResource group, Collection<String> values) {
        return Sql.of("SELECT m.value, m.attributes" + OF_GROUP + " AND " + dialect.isOneOf("m.value")
                + NOT_BEING_DELETED + " ORDER BY m.value", group.connection().value(), group.id(), group.membership(),
                new Sql.Texts(inOrder(values)));
    }

    @Override
    public long count(StoredResource group) {
        return database.number(Sql.of("SELECT count(*)" + OF_GROUP + NOT_BEING_DELETED, group.connection().value(),
                group.id(), group.membership()));
    }

    @Override
    public List<String> add(ConnectionId connection, String groupId, long membership, List<Member> members) {
        Map<String, Member> ordered = new TreeMap<>(Folding::compareCodePoints);
        members.forEach(member -> ordered.putIfAbsent(member.value(), member));
        return ordered.isEmpty()
                ? List.of()
                : dialect.insertMembers(database, connection, groupId, membership, List.copyOf(ordered.values()));
    }

    @Override
    public List<String> remove(ConnectionId connection, String groupId, long membership, Collection<String> values) {
        return values.isEmpty()
                ? List.of()
                : dialect.deleteMembers(database, connection, groupId, membership, inOrder(values));
    }

    @Override
    public Map<String, List<Reference>> groupsOf(ConnectionId connection, Collection<String> memberIds, int limit) {
        Map<String, List<Reference>> found = new HashMap<>();
        int[] read = new int[1];
        if (!memberIds.isEmpty()) {
            database.until(groupsOf(dialect, connection, memberIds), GROUPS_AT_A_TIME, row -> {
                found.computeIfAbsent(row.text(4), _ -> new ArrayList<>()).add(ResourceTable.reference(row, 1));
                return ++read[0] < limit;
            });
        }
        return found;
    }

    /** The statement for {@link #groupsOf(ConnectionId, Collection, int)}. */
    public static Sql groupsOf(SqlDialect dialect, ConnectionId connection, Collection<String> memberIds) {
        return new Sql.Builder().add("SELECT g.id, g.type, g.reference_name, m.value FROM member m" + GROUPS_OF
                + " WHERE m.connection_id = ? AND ", connection.value())
                .add(dialect.isOneOf("m.value", inOrder(memberIds)))
                .add(" ORDER BY m.value, m.group_id")
                .build();
    }

    @Override
    public List<String> groupIdsOf(ConnectionId connection, String memberId, String after, int limit) {
        return database.list(Sql.of("SELECT g.id FROM member m" + GROUPS_OF
                + " WHERE m.connection_id = ? AND m.value = ? AND g.id > ? ORDER BY g.id LIMIT ?", connection.value(),
                memberId, after, limit), row -> row.text(1));
    }

    /** Removes the first rows of a generation. @return whether there may be more */
    boolean sweep(GenerationTable.Generation generation, int limit) {
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
                row.optionalText(3).map(id -> ResourceTable.reference(row, 3)));
    }
}
