package dev.rollcall.directory.person;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identifier.GroupId;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.Condition.Comparator;
import dev.rollcall.directory.storage.ConnectionQuery;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResolvedMember;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.ResourceStretch;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.text.IndexText;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.text.Folding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Groups as the management API shows them. Pages go on by key, so that every page costs the same.
 *
 * <p>A cursor is the key of the last thing of the page before; empty text begins at the start.
 */
public final class GroupSearch {
    private static final String GROUP = StandardSchemas.group().name();
    private static final int BYTES = 8 << 20;
    /** Of a connection, with which a cursor begins. */
    private static final int ID_LENGTH = 20;

    private final People people;

    public GroupSearch(People people) {
        this.people = people;
    }

    /** A stretch of a list, and where it goes on; empty when it ends. */
    public record Page(List<ObjectNode> items, Optional<String> next) {
        public Page {
            items = List.copyOf(items);
        }
    }

    /**
     * Which groups.
     *
     * @param connection of which; empty for all
     * @param name the displayName, compared without regard to case
     * @param externalId compared exactly
     */
    public record Wanted(Optional<ConnectionId> connection, Optional<String> name, Optional<String> externalId) {}

    /** Groups by connection and then by id. A page may be short, or empty, and go on all the same. */
    public Page list(PersonCaller caller, Wanted wanted, String tenant, String cursor, int take) {
        return people.storage().read(caller.share(), session -> {
            List<ObjectNode> items = new ArrayList<>();
            String after = cursor;
            int looked = 0;
            for (Connection connection : connections(session, wanted, cursor)) {
                String key = connection.id().value();
                if (looked++ == people.limits().connections()) {
                    return new Page(items, Optional.of(key));
                }
                String afterId = after.startsWith(key) ? after.substring(key.length()) : "";
                ResourceStretch found = rows(session, connection, wanted, afterId, take - items.size());
                for (StoredResource group : found.resources()) {
                    items.add(json(group, tenant));
                    after = key + group.id();
                }
                if (items.size() == take || !found.ended()) {
                    return new Page(items, Optional.of(after));
                }
            }
            return new Page(items, Optional.empty());
        });
    }

    /** As many as one page may look at, and one more, from that of the cursor on; none when that one is gone. */
    private List<Connection> connections(ReadSession session, Wanted wanted, String cursor) {
        if (wanted.connection().isPresent()) {
            return session.connections().find(wanted.connection().get()).stream().toList();
        }
        Optional<Connection> first = ConnectionId.parse(cursor.substring(0, Math.min(cursor.length(), ID_LENGTH)))
                .flatMap(session.connections()::find);
        if (first.isEmpty() && !cursor.isEmpty()) {
            return List.of();
        }
        ConnectionQuery behind = new ConnectionQuery(Optional.empty(), Set.of(),
                first.map(known -> new ConnectionQuery.Position(known.createdAt(), known.id().value())), 0,
                people.limits().connections() + 1);
        return Stream.concat(first.stream(), session.connections().page(behind).stream()).toList();
    }

    private static ResourceStretch rows(
            ReadSession session, Connection connection, Wanted wanted, String afterId, int limit) {
        List<Condition> conditions = new ArrayList<>();
        wanted.name()
                .ifPresent(name -> conditions.add(new Condition.Text(
                        IndexColumn.UNIQUE_KEY, Comparator.EQ, IndexText.cut(Folding.fold(name)))));
        wanted.externalId()
                .ifPresent(id -> conditions.add(
                        new Condition.Text(IndexColumn.EXTERNAL_ID, Comparator.EQ, IndexText.cut(id))));
        Condition condition = conditions.isEmpty() ? new Condition.All() : new Condition.And(conditions);
        Optional<ResourceQuery.Position> after = afterId.isEmpty()
                ? Optional.empty()
                : Optional.of(new ResourceQuery.Position(Optional.of(afterId), afterId));
        return session.resources()
                .list(new ResourceQuery(connection.id(), GROUP, condition, IndexColumn.ID, false, after, 0, limit),
                        BYTES);
    }

    /** The group of that id. */
    public Optional<ObjectNode> find(PersonCaller caller, String groupId, String tenant) {
        return people.storage()
                .read(caller.share(), session -> group(session, groupId).map(group -> json(group, tenant)));
    }

    /** The members of a group by their SCIM ids; those that name nobody are left out. Empty when there is no such group. */
    public Optional<Page> members(PersonCaller caller, String groupId, String cursor, int take) {
        return people.storage().read(caller.share(), session -> group(session, groupId).map(group -> {
            List<ResolvedMember> members = session.members()
                    .of(group, cursor.isEmpty() ? Optional.empty() : Optional.of(cursor), take);
            return new Page(json(session, group, members), members.size() < take
                    ? Optional.empty()
                    : Optional.of(members.getLast().member().value()));
        }));
    }

    private static List<ObjectNode> json(ReadSession session, StoredResource group, List<ResolvedMember> members) {
        Optional<Connection> connection = session.connections().find(group.connection());
        List<String> ids = members.stream().map(member -> member.member().value()).toList();
        Map<String, String> subjects = session.identities().subjects(group.connection(), ids);
        List<ObjectNode> items = new ArrayList<>();
        for (ResolvedMember member : members) {
            connection.flatMap(owner -> member.target().map(target -> {
                boolean user = target.type().equals(PersonReader.USER);
                boolean isGroup = target.type().equals(GROUP);
                return JsonNodeFactory.instance.objectNode()
                        .put("id", user
                                ? UserId.of(owner, subjects.getOrDefault(target.id(), target.id())).toString()
                                : isGroup ? GroupId.of(target.id()) : target.id())
                        .put("member_type", target.type().toLowerCase(Locale.ROOT))
                        .put("type", "connection")
                        .put("connection_id", owner.id().value());
            })).ifPresent(items::add);
        }
        return items;
    }

    /** The groups that a person is a direct member of, by their ids. Empty when there is no such person. */
    public Optional<Page> of(PersonCaller caller, UserId userId, String tenant, String cursor, int take) {
        return people.storage()
                .read(caller.share(),
                        session -> new PersonReader(session, people.settings()).find(userId).map(person -> {
                            List<String> ids = session.members()
                                    .groupIdsOf(person.connection().id(), person.row().id(), cursor, take);
                            List<ObjectNode> items = new ArrayList<>();
                            for (String id : ids) {
                                session.resources()
                                        .find(person.connection().id(), GROUP, id)
                                        .ifPresent(group -> items.add(json(group, tenant)));
                            }
                            return new Page(items, ids.size() < take ? Optional.empty() : Optional.of(ids.getLast()));
                        }));
    }

    static Optional<StoredResource> group(ReadSession session, String groupId) {
        return GroupId.scimId(groupId)
                .flatMap(id -> session.identities()
                        .owner(GROUP, id)
                        .flatMap(owner -> session.resources().find(owner, GROUP, id)));
    }

    static ObjectNode json(StoredResource group, String tenant) {
        Optional<ObjectNode> readable = ProfileJson.shown(group);
        ObjectNode document = readable.orElseGet(JsonNodeFactory.instance::objectNode);
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("id", GroupId.of(group.id()))
                .put("name", document.path("displayName").asString(""))
                .put("connection_id", group.connection().value())
                .put("tenant_name", tenant)
                .put("created_at", group.created().toString())
                .put("updated_at", group.lastModified().toString());
        if (document.path("externalId").isString()) {
            json.put("external_id", document.path("externalId").stringValue());
        }
        if (readable.isEmpty()) {
            json.put(ProfileJson.DAMAGED, true);
        }
        return json;
    }
}
