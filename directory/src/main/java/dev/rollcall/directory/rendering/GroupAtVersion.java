package dev.rollcall.directory.rendering;

import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.identifier.GroupId;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.rendering.ResourceEvent.Kind;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.patch.Change;
import dev.rollcall.scim.patch.ChangePlanJson;
import dev.rollcall.scim.patch.ChangeUndo;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
 * @param groups which members are groups
 */
record GroupAtVersion(Connection connection, ChangeRecord change, Map<String, String> users, Set<String> groups) {
    private static final String GROUP = "Group";
    private static final ResourceType TYPE = StandardSchemas.group();

    static GroupAtVersion read(
            ReadSession session, Connection connection, ChangeRecord change, List<ChangeEvent> events) {
        List<String> members = events.stream().map(ChangeEvent::member).flatMap(Optional::stream).distinct().toList();
        Map<String, String> users = members.isEmpty()
                ? Map.of()
                : session.identities().subjects(change.connection(), members);
        Set<String> groups = new HashSet<>();
        for (String member : members) {
            if (!users.containsKey(member)
                    && session.resources().find(change.connection(), GROUP, member).isPresent()) {
                groups.add(member);
            }
        }
        return new GroupAtVersion(connection, change, users, groups);
    }

    RenderedEvent event(ChangeEvent event, ObjectNode context) {
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
        ObjectNode object = event.type().isOfMembers()
                ? member(event.member().orElseThrow())
                : object(event.type());
        return new RenderedEvent(event.id(), event.type(), change.time(), object,
                updated ? Optional.of(previous) : Optional.empty(),
                updated ? ObjectDifference.between(previous, object) : Set.of(), paths, change.version(),
                Optional.of(change.resourceId()), false, context, Optional.of(resource(event, steps)));
    }

    private ResourceEvent resource(ChangeEvent event, List<ResourceEvent.Step> steps) {
        ToldAttributes told = new ToldAttributes(connection.types().group(), connection);
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
        if (groups.contains(id)) {
            member.put("type", GROUP);
        } else if (users.containsKey(id)) {
            member.put("type", "User");
        }
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
        boolean isGroup = groups.contains(id);
        ObjectNode member = object.putObject("member").put("member_type", isGroup ? "group" : "user");
        if (isGroup) {
            member.put("id", GroupId.of(id));
        } else if (users.containsKey(id)) {
            member.put("id", UserId.of(connection, users.get(id)).toString());
        }
        member.put("scim_id", id);
        return object;
    }
}
