package dev.rollcall.directory.rendering;

import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.rendering.ResourceEvent.Kind;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.patch.Change;
import dev.rollcall.scim.patch.ChangePlanJson;
import dev.rollcall.scim.patch.ChangeUndo;
import dev.rollcall.scim.schema.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A resource of a type that its connection declares, as of one record: as a GET of SCIM answers it, without what is never or only
 * on request returned, so that no event tells more than the endpoint does. When the type was removed since, its attributes are
 * not told any more.
 */
record DeclaredAtVersion(Connection connection, ChangeRecord change) {

    /** Empty for an update of nothing that may be told. */
    Optional<RenderedEvent> event(ChangeEvent event, ObjectNode context) {
        Optional<ResourceType> type = connection.types()
                .find(change.resourceType())
                .filter(ResourceKind::isDeclared)
                .map(ResourceKind::type);
        List<Change> changes = type.map(known -> ChangePlanJson.read(change.plan(), known)).orElse(List.of());
        boolean updated = event.type() == EventType.RESOURCE_UPDATED;
        List<String> told = type
                .map(known -> new ToldAttributes(known, connection, change.time()).paths(paths(changes)))
                .orElse(List.of());
        if (updated && type.isPresent() && told.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode object = object(event.type(), type.flatMap(known -> shown(known, document(known, changes))));
        Optional<ObjectNode> previous = updated ? Optional.of(object(event.type(), type.flatMap(
                known -> shown(known, document(known, changes).map(after -> ChangeUndo
                        .before(known, after, changes, connection.dialect()))))))
                : Optional.empty();
        previous.ifPresent(before -> before.remove("updated_at"));
        return Optional.of(new RenderedEvent(event.id(), event.type(), change.time(), object, previous,
                previous.isPresent() ? ObjectDifference.between(previous.get(), object) : Set.of(),
                updated ? told : List.of(), change.version(), Optional.of(change.resourceId()), false, context,
                type.flatMap(known -> resource(event.type(), known, changes))));
    }

    /** Empty when the record does not hold the resource. */
    private Optional<ResourceEvent> resource(EventType of, ResourceType type, List<Change> changes) {
        ToldAttributes told = new ToldAttributes(type, connection, change.time());
        return document(type, changes).map(document -> switch (of) {
            case RESOURCE_CREATED -> ResourceEvent.created(type, change, told.of(document));
            case RESOURCE_DELETED ->
                ResourceEvent.of(type, change, ResourceEvent.externalId(document), Kind.DELETED, List.of());
            default -> ResourceEvent.of(type, change, ResourceEvent.externalId(document), Kind.CHANGED,
                    told.of(ResourceEvent.steps(changes, paths(changes))));
        });
    }

    /** The stored document right after the record; of a deletion, the last one. */
    private Optional<ObjectNode> document(ResourceType type, List<Change> changes) {
        return switch (change.action()) {
            case "created" -> Optional.of(ChangeUndo.created(type, changes, connection.dialect()));
            case "deleted" -> Optional.of(ChangeUndo.deleted(type, changes, connection.dialect()));
            default -> change.image().document().map(text -> ScimJson.tree(text).asObject());
        };
    }

    private Optional<ObjectNode> shown(ResourceType type, Optional<ObjectNode> document) {
        return document.map(new ToldAttributes(type, connection, change.time())::of);
    }

    private ObjectNode object(EventType type, Optional<ObjectNode> resource) {
        ObjectNode object = JsonNodeFactory.instance.objectNode()
                .put("id", change.resourceId())
                .put("resource_type", change.resourceType())
                .put("connection_id", change.connection().value());
        Optional.of(change.time())
                .filter(time -> change.action().equals("created"))
                .or(() -> change.image().created())
                .map(Instant::toString)
                .ifPresent(time -> object.put("created_at", time));
        object.put("updated_at", change.time().toString());
        if (type == EventType.RESOURCE_DELETED) {
            object.put("deleted_at", change.time().toString());
        }
        resource.ifPresent(shown -> object.set("resource", shown));
        return object;
    }

    private static List<String> paths(List<Change> changes) {
        return changes.stream()
                .filter(Change.Assigned.class::isInstance)
                .map(changed -> ((Change.Assigned) changed).path())
                .toList();
    }
}
