package dev.rollcall.directory.rendering;

import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.identifier.GroupId;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.rendering.ResourceEvent.Kind;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.patch.Change;
import dev.rollcall.scim.patch.ChangePlanJson;
import dev.rollcall.scim.patch.ChangeUndo;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A group as of one record, which holds its names at that version, and who its members are to the product as of now.
 *
 * @param users what the product calls the members that are people, by their SCIM ids; who is deleted already is not among them
 * @param types of which resource type members are, by their ids: as they are now, or as the record says of who has left because of
 *     its deletion
 */
record GroupAtVersion(Connection connection, ChangeRecord change, Map<String, String> users,
        Map<String, String> types) {
    private static final String RESOURCE_TYPE = "resource_type";
    private static final String USER = "User";
    private static final String GROUP = "Group";
    /** What a member is called of which nothing says any more what it was. */
    private static final String UNKNOWN = "unknown";
    private static final ResourceType TYPE = StandardSchemas.group();

    static GroupAtVersion read(
            ReadSession session, Connection connection, ChangeRecord change, List<ChangeEvent> events) {
        List<String> members = events.stream().map(ChangeEvent::member).flatMap(Optional::stream).distinct().toList();
        Map<String, String> types = new HashMap<>(departed(change));
        if (!members.isEmpty()) {
            session.resources()
                    .references(change.connection(), members)
                    .forEach((id, reference) -> types.put(id, reference.type()));
        }
        List<String> people = members.stream()
                .filter(member -> types.getOrDefault(member, unknown(connection)).equals(USER))
                .toList();
        Map<String, String> users = people.isEmpty()
                ? Map.of()
                : session.identities().subjects(change.connection(), people);
        return new GroupAtVersion(connection, change, users, types);
    }

    /** Who is gone was a user where nobody else can be, as far as anybody knows. */
    private static String unknown(Connection connection) {
        return connection.types().all().stream().anyMatch(ResourceKind::isDeclared) ? UNKNOWN : USER;
    }

    private static Map<String, String> departed(ChangeRecord change) {
        if (!change.plan().contains(ChangeRecord.DEPARTED_TYPE)) {
            return Map.of();
        }
        Map<String, String> types = new HashMap<>();
        for (JsonNode step : ScimJson.tree(change.plan())) {
            step.path(ChangeRecord.DEPARTED_TYPE)
                    .stringValueOpt()
                    .ifPresent(type -> step.path("values").forEach(id -> types.put(id.asString(""), type)));
        }
        return types;
    }

    /** Empty for an update of nothing that may be told. */
    Optional<RenderedEvent> event(ChangeEvent event, ObjectNode context) {
        boolean updated = event.type() == EventType.GROUP_UPDATED;
        List<String> paths = new ArrayList<>();
        List<ResourceEvent.Step> steps = new ArrayList<>();
        ObjectNode previous = object(change.subject().displayName(), change.subject().externalId());
        if (updated) {
            for (JsonNode step : ScimJson.tree(change.plan())) {
                if (step.path("change").asString("").equals("assign")) {
                    paths.add(step.path("path").asString(""));
                    undo(previous, step);
                    steps.add(ResourceEvent.step(new Change.Assigned(step.path("path").asString(""),
                            Optional.ofNullable(step.get("before")), Optional.ofNullable(step.get("after")))));
                }
            }
        }
        List<String> told = new ToldAttributes(connection.types().group(), connection, change.time()).paths(paths);
        if (updated && told.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode object = event.type().isOfMembers()
                ? member(event.member().orElseThrow())
                : object(event.type());
        return Optional.of(new RenderedEvent(event.id(), event.type(), change.time(), object,
                updated ? Optional.of(previous) : Optional.empty(),
                updated ? ObjectDifference.between(previous, object) : Set.of(), told, change.version(),
                Optional.of(change.resourceId()), false, context, Optional.of(resource(event, steps))));
    }

    private ResourceEvent resource(ChangeEvent event, List<ResourceEvent.Step> steps) {
        ToldAttributes told = new ToldAttributes(connection.types().group(), connection, change.time());
        Optional<String> externalId = change.subject().externalId();
        return switch (event.type()) {
            case GROUP_CREATED -> ResourceEvent.created(TYPE, change,
                    told.of(ChangeUndo
                            .created(TYPE, ChangePlanJson.read(change.plan(), TYPE), connection.dialect())));
            case GROUP_DELETED -> ResourceEvent.of(TYPE, change, externalId, Kind.DELETED, List.of());
            case GROUP_MEMBER_ADDED -> ResourceEvent.of(TYPE, change, externalId, Kind.CHANGED,
                    List.of(ResourceEvent.added(added(event.member().orElseThrow()))));
            case GROUP_MEMBER_DELETED -> ResourceEvent.of(TYPE, change, externalId, Kind.CHANGED,
                    List.of(ResourceEvent.removed(event.member().orElseThrow())));
            default -> ResourceEvent.of(TYPE, change, externalId, Kind.CHANGED, told.of(steps));
        };
    }

    private ObjectNode added(String id) {
        ObjectNode member = JsonNodeFactory.instance.objectNode().put("value", id);
        Optional.ofNullable(types.get(id)).ifPresent(type -> member.put("type", type));
        return member;
    }

    private static void undo(ObjectNode group, JsonNode step) {
        String name = switch (step.path("path").asString("")) {
            case "displayName" -> "name";
            case "externalId" -> "external_id";
            default -> "";
        };
        if (!name.isEmpty() && step.path("before").isString()) {
            group.set(name, step.path("before"));
        } else if (!name.isEmpty()) {
            group.remove(name);
        }
    }

    private ObjectNode object(EventType type) {
        Subject subject = change.subject();
        ObjectNode group = object(subject.displayName(), subject.externalId()).put("updated_at",
                change.time().toString());
        if (type == EventType.GROUP_DELETED) {
            group.put("deleted_at", change.time().toString());
        }
        return group;
    }

    private ObjectNode object(Optional<String> name, Optional<String> externalId) {
        ObjectNode group = JsonNodeFactory.instance.objectNode()
                .put("id", GroupId.of(change.resourceId()))
                .put("name", name.orElse(""));
        externalId.ifPresent(id -> group.put("external_id", id));
        group.put("type", "connection").put("connection_id", change.connection().value());
        Optional.of(change.time())
                .filter(time -> change.action().equals("created"))
                .or(() -> change.image().created())
                .ifPresent(time -> group.put("created_at", time.toString()));
        return group;
    }

    private ObjectNode member(String id) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        ObjectNode group = object.putObject("group").put("id", GroupId.of(change.resourceId()));
        change.subject().displayName().ifPresent(name -> group.put("name", name));
        change.subject().externalId().ifPresent(external -> group.put("external_id", external));
        group.put("type", "connection").put("connection_id", change.connection().value());
        String type = types.getOrDefault(id, unknown(connection));
        ObjectNode member = object.putObject("member").put("member_type", type.toLowerCase(Locale.ROOT));
        if (type.equals(GROUP)) {
            member.put("id", GroupId.of(id));
        } else if (users.containsKey(id)) {
            member.put("id", UserId.of(connection, users.get(id)).toString());
        } else if (!type.equals(USER) && !type.equals(UNKNOWN)) {
            member.put("id", id).put(RESOURCE_TYPE, type);
        }
        member.put("scim_id", id);
        return object;
    }
}
