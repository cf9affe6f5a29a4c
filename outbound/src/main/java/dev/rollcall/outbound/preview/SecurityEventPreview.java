package dev.rollcall.outbound.preview;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.rendering.EventSource;
import dev.rollcall.directory.rendering.RenderedEvent;
import dev.rollcall.directory.rendering.ResourceEvent;
import dev.rollcall.directory.rendering.ResourceEvent.Kind;
import dev.rollcall.directory.rendering.ResourceEvent.Step;
import dev.rollcall.directory.rendering.ToldAttributes;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.type.ConnectionTypes;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.text.Excerpt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds out what an event tells of the SCIM resource, which a CloudEvent does not say.
 *
 * <p>Guarantees: an event whose change record is kept is shown as it is sent. Of any other the resource is shown as it is now, as far
 * as events tell of it: without what is never returned, or only on request; an update of which nothing says what it has changed then
 * has all of these attributes.
 */
final class SecurityEventPreview {
    private final Storage storage;
    private final EventSource source;

    SecurityEventPreview(Storage storage, EventSource source) {
        this.storage = storage;
        this.source = source;
    }

    /**
     * The event.
     *
     * @param now its time when it says none
     * @throws IllegalArgumentException when it is about nobody who is here; the message says so
     */
    RenderedEvent of(PreviewEvent event, Optional<Connection> connection, SubjectKey subject, Instant now) {
        return EventId.parse(event.event().path("id").asString(""))
                .filter(id -> !id.isBeside())
                .flatMap(id -> source.find(Share.OUTBOUND, id))
                .orElseGet(() -> assumed(event, connection, subject, now));
    }

    private RenderedEvent assumed(
            PreviewEvent event, Optional<Connection> connection, SubjectKey subject, Instant now) {
        JsonNode data = event.event().path("data");
        ResourceType type = type(event, connection, subject);
        Optional<StoredResource> row = connection.flatMap(of -> storage.read(Share.OUTBOUND,
                session -> row(session, of.id(), type, subject, data)));
        String id = row.map(StoredResource::id)
                .or(() -> data.path("scim_id").stringValueOpt())
                .orElseThrow(
                        () -> new IllegalArgumentException("A Security Event Token names the SCIM resource, and nobody"
                                + " of that user_id is here. Give the event its data.scim_id, or an id of an event that is kept."));
        // A row is of a connection that is here.
        ObjectNode document = row
                .map(of -> new ToldAttributes(type, connection.orElseThrow(), now)
                        .of((ObjectNode) ScimJson.tree(of.document())))
                .orElseGet(JsonNodeFactory.instance::objectNode);
        long version = data.path("version").asLong(row.map(StoredResource::version).orElse(1L));
        Instant created = row.map(StoredResource::created).orElse(now);
        return new RenderedEvent(EventId.BEGINNING, event.type(), now, event.object(), Optional.empty(),
                event.changed().orElse(Set.of()), List.of(), version, Optional.of(id), false,
                data.path("context") instanceof ObjectNode context ? context : JsonNodeFactory.instance.objectNode(),
                Optional.of(kind(event.type()) == Kind.CREATED
                        ? ResourceEvent.created(type, id, created, version, document)
                        : resource(event, type, id, document, member(event, connection))));
    }

    private static ResourceType type(PreviewEvent event, Optional<Connection> connection, SubjectKey subject) {
        String name = subject.isUser()
                ? StandardSchemas.user().name()
                : subject.isResource()
                        ? event.object().path("resource_type").asString("")
                        : StandardSchemas.group().name();
        ConnectionTypes types = connection.map(Connection::types).orElseGet(ConnectionTypes::standard);
        return types.find(name)
                .map(ResourceKind::type)
                .orElseThrow(() -> new IllegalArgumentException("The connection of the event declares no resource type "
                        + Excerpt.of(name) + ". Correct data.object.resource_type, or data.context.connection."));
    }

    /** The member that an event is about, with its type when it is here. */
    private ObjectNode member(PreviewEvent event, Optional<Connection> connection) {
        String id = event.object().path("member").path("scim_id").asString("ID");
        ObjectNode member = JsonNodeFactory.instance.objectNode().put("value", id);
        connection.map(of -> storage.read(Share.OUTBOUND,
                session -> session.resources().references(of.id(), List.of(id)).values()))
                .ifPresent(found -> found.forEach(reference -> member.put("type", reference.type())));
        return member;
    }

    private static Optional<StoredResource> row(
            ReadSession session, ConnectionId connection, ResourceType type, SubjectKey subject, JsonNode data) {
        return data.path("scim_id")
                .stringValueOpt()
                .or(() -> subject.isUser()
                        ? session.identities().holder(connection, subject.tail())
                        : Optional.of(subject.tail()))
                .flatMap(id -> session.resources().find(connection, type.name(), id));
    }

    private static ResourceEvent resource(
            PreviewEvent event, ResourceType type, String id, ObjectNode document, ObjectNode member) {
        Kind kind = kind(event.type());
        return new ResourceEvent(ResourceEvent.path(type, id), document.path("externalId").stringValueOpt(), kind,
                Optional.empty(), kind == Kind.CHANGED ? steps(event, document, member) : List.of());
    }

    private static Kind kind(EventType type) {
        return switch (type) {
            case USER_CREATED, GROUP_CREATED, RESOURCE_CREATED -> Kind.CREATED;
            case USER_DELETED, GROUP_DELETED, RESOURCE_DELETED -> Kind.DELETED;
            default -> Kind.CHANGED;
        };
    }

    private static List<Step> steps(PreviewEvent event, ObjectNode document, ObjectNode member) {
        if (event.type().isOfMembers()) {
            return List.of(event.type() == EventType.GROUP_MEMBER_ADDED
                    ? ResourceEvent.added(member)
                    : ResourceEvent.removed(member.path("value").asString("")));
        }
        Map<String, JsonNode> attributes = ResourceEvent.attributes(document);
        JsonNode changed = event.event().path("data").path("scim_changed");
        List<Step> steps = new ArrayList<>();
        attributes.forEach((path, value) -> {
            boolean told = !changed.isArray()
                    || changed.valueStream().map(one -> one.asString("")).anyMatch(one -> isOf(one, path));
            if (told) {
                steps.add(new Step("replace", path, Optional.of(value)));
            }
        });
        return steps;
    }

    private static boolean isOf(String changed, String attribute) {
        return changed.equals(attribute) || changed.startsWith(attribute + ".");
    }
}
