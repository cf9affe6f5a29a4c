package dev.rollcall.store.query;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.Condition.Comparator;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.store.jdbc.Sql;
import java.util.List;
import java.util.Optional;

/**
 * The filters that identity providers send, and which index has to answer each. Both the page and the count are asked.
 *
 * @param index the index that drives, or several with bars between
 * @param column the last column of it that is bound
 */
public record ProviderFilter(
        String name,
        String type,
        Condition condition,
        IndexColumn order,
        Optional<ResourceQuery.Position> after,
        String index,
        String column) {
    public static final ConnectionId CONNECTION = new ConnectionId("con_explainExplain01");

    @Override
    public String toString() {
        return name;
    }

    /** The statements that answer it. */
    public List<Sql> statements() {
        ResourceQuery query = new ResourceQuery(CONNECTION, type, condition, order, false, after, 0, 100);
        Sql page = ListSql.of(query).getFirst().rows(0, 100);
        return condition instanceof Condition.All
                ? List.of(page)
                : List.of(page, ListSql.count(CONNECTION, type, condition, 1_000_000));
    }

    /** Every filter of the reference, and the ways lists go on. */
    public static List<ProviderFilter> all() {
        Condition id = text(IndexColumn.ID, "00000000-0000-7000-8000-000000000042");
        Condition manager = text(IndexColumn.MANAGER, "manager-7");
        Condition since = new Condition.Number(IndexColumn.LAST_MODIFIED, Comparator.GE, 19_990);
        return List.of(
                user("id eq", id, "resource_pkey", "id"),
                user("userName eq", text(IndexColumn.UNIQUE_KEY, "user-42"), "resource_unique_key", "unique_key"),
                user("externalId eq", text(IndexColumn.EXTERNAL_ID, "external-42"), "resource_external_id",
                        "external_id"),
                user("displayName eq", text(IndexColumn.DISPLAY_NAME, "name-42"), "resource_display_name",
                        "display_name"),
                user("emails.value eq", email(List.of()), "resource_entry_pkey", "value"),
                user("emails[type eq work].value eq", email(List.of("work")), "resource_entry_pkey", "value"),
                user("an indexed attribute of the connection's own eq", new Condition.Entry(
                        "#0199c0de-0000-7000-8000-000000000042", Comparator.EQ, "42", List.of()), "resource_entry_pkey",
                        "value"),
                user("manager eq", manager, "resource_manager", "manager"),
                user("id eq and manager eq", new Condition.And(List.of(id, manager)), "resource_pkey|resource_manager",
                        "id"),
                user("active eq false", new Condition.Number(IndexColumn.ACTIVE, Comparator.EQ, 0),
                        "resource_inactive", "type"),
                new ProviderFilter("members.value eq", "Group", new Condition.HasMember("user-of-1"), IndexColumn.ID,
                        Optional.empty(), "member_value", "value"),
                new ProviderFilter("id eq and members.value eq", "Group",
                        new Condition.And(List.of(id, new Condition.HasMember("user-of-1"))), IndexColumn.ID,
                        Optional.empty(), "resource_pkey", "id"),
                new ProviderFilter("group displayName eq", "Group", text(IndexColumn.UNIQUE_KEY, "group-3"),
                        IndexColumn.ID, Optional.empty(), "resource_unique_key", "unique_key"),
                new ProviderFilter("meta.lastModified ge", "User", since, IndexColumn.LAST_MODIFIED, Optional.empty(),
                        "resource_last_modified", "last_modified"),
                new ProviderFilter("a page in the middle", "User", new Condition.All(), IndexColumn.ID,
                        Optional.of(new ResourceQuery.Position(Optional.empty(),
                                "00000000-0000-7000-8000-000000015000")),
                        "resource_id", "id"),
                new ProviderFilter("a sorted page in the middle", "User", new Condition.All(), IndexColumn.DISPLAY_NAME,
                        Optional.of(new ResourceQuery.Position(Optional.of("name-5"), "0")), "resource_display_name",
                        "display_name"));
    }

    private static ProviderFilter user(String name, Condition condition, String index, String column) {
        return new ProviderFilter(name, "User", condition, IndexColumn.ID, Optional.empty(), index, column);
    }

    private static Condition text(IndexColumn column, String value) {
        return new Condition.Text(column, Comparator.EQ, value);
    }

    private static Condition email(List<String> qualifier) {
        return new Condition.Entry("emails.value", Comparator.EQ, "user-42@example.com", qualifier);
    }

    /** Fills a database with a connection of 20,000 users and 200 groups of 100 members; both engines read this. */
    public static List<String> data(String numbersTo20000, String numbersTo200) {
        String resource = "INSERT INTO resource (connection_id, id, type, version, created, last_modified, membership,"
                + " active, unique_key, external_id, display_name, manager, entries, document) SELECT '"
                + CONNECTION.value() + "', ";
        return List.of(
                resource + "'00000000-0000-7000-8000-' || substr('000000000000' || n, -12 + length('000000000000' || n)"
                        + " + 1), 'User', 1, n, n, 0, CASE WHEN n % 50 = 0 THEN 0 ELSE 1 END, 'user-' || n,"
                        + " 'external-' || n, 'name-' || n, CASE WHEN n % 3 = 0 THEN 'manager-' || (n % 500) END, '',"
                        + " '{}' FROM " + numbersTo20000,
                resource + "'group-' || n, 'Group', 1, n, n, 0, 1, 'group-' || n, NULL, 'group-' || n, NULL, '', '{}'"
                        + " FROM " + numbersTo200,
                "INSERT INTO resource_entry SELECT '" + CONNECTION.value() + "', 'User', 'emails.value', 'user-' || n"
                        + " || '@example.com', 'work', 'id-' || n FROM " + numbersTo20000,
                "INSERT INTO member SELECT '" + CONNECTION.value() + "', 'group-' || (n % 200), 0, 'user-of-' || n,"
                        + " NULL FROM " + numbersTo20000);
    }
}
