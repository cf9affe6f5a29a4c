package dev.rollcall.store.query;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.table.MemberTable;
import dev.rollcall.store.table.ResourceTable;
import dev.rollcall.store.table.SqlDialect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement that takes a list, asked of a group of 10 members and of one of 200,000.
 *
 * @param index the index that has to answer it for each of the list's strings
 * @param column the last column of it that is bound
 */
public record ListStatement(String name, Sql ofSmall, Sql ofLarge, String index, String column) {
    public static final String SMALL = "small-group";
    public static final String LARGE = "large-group";
    private static final ConnectionId CONNECTION = ProviderFilter.CONNECTION;

    @Override
    public String toString() {
        return name;
    }

    /** All of them, with one string and with several; {@code removal} is the engine's own. */
    public static List<ListStatement> all(SqlDialect dialect, Removal removal) {
        List<ListStatement> all = new ArrayList<>();
        for (int size : new int[]{1, 5}) {
            List<String> values = values(size);
            all.add(new ListStatement("members that are among " + size,
                    MemberTable.which(dialect, group(SMALL), values), MemberTable.which(dialect, group(LARGE), values),
                    "member_(pkey|value)", "value"));
            all.add(new ListStatement("removal of " + size, removal.of(CONNECTION, SMALL, 0, values),
                    removal.of(CONNECTION, LARGE, 0, values), "member_(pkey|value)", "value"));
            Sql live = ResourceTable.references(dialect, CONNECTION, values);
            all.add(new ListStatement("who of " + size + " is alive", live, live, "resource_pkey|resource_id", "id"));
            Sql groups = MemberTable.groupsOf(dialect, CONNECTION, values);
            all.add(new ListStatement("groups of " + size, groups, groups, "member_value", "value"));
        }
        return all;
    }

    /** How an engine removes members. */
    public interface Removal {
        Sql of(ConnectionId connection, String groupId, long membership, List<String> values);
    }

    /** The groups and their members, after {@link ProviderFilter#data}. */
    public static List<String> data(String numbersTo200000) {
        String resource = "INSERT INTO resource (connection_id, id, type, version, created, last_modified, membership,"
                + " active, unique_key, entries, document) VALUES ('" + CONNECTION.value() + "', '";
        String member = "INSERT INTO member SELECT '" + CONNECTION.value() + "', '";
        String number = "substr('000000' || n, -6 + length('000000' || n) + 1)";
        return List.of(resource + SMALL + "', 'Group', 1, 0, 0, 0, 1, 'small-group', '', '{}')",
                resource + LARGE + "', 'Group', 1, 0, 0, 0, 1, 'large-group', '', '{}')",
                member + LARGE + "', 0, 'member-' || " + number + ", NULL FROM " + numbersTo200000,
                member + SMALL + "', 0, value, NULL FROM member WHERE group_id = '" + LARGE
                        + "' AND value BETWEEN 'member-100000' AND 'member-100009'");
    }

    private static List<String> values(int size) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add("member-" + (100_003 + i));
        }
        return values;
    }

    private static StoredResource group(String id) {
        return new StoredResource(CONNECTION, "Group", id, 1, Instant.EPOCH, Instant.EPOCH, 0, new byte[0]);
    }
}
