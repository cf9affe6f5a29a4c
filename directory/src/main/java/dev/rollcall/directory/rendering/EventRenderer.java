package dev.rollcall.directory.rendering;

import dev.rollcall.directory.access.ConnectionRecords;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.person.PersonProfiles;
import dev.rollcall.directory.rendering.ResourceEvent.Kind;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes of a record of the change record the events that it tells, each with its subject at exactly that version, by the mapping
 * version that the record names.
 *
 * <p>Guarantees: the same record gives the same events, however much has changed since, but for what {@link PersonAtVersion} says of
 * links. An update of which neither profile nor resource is different makes no event. Profiles are computed when they are asked for,
 * without the store. Safe for use by many threads.
 */
public final class EventRenderer {
    private static final ResourceType USER = StandardSchemas.user();

    private final PersonProfiles profiles;
    private final RecordedConnections connections = new RecordedConnections();

    public EventRenderer(PersonProfiles profiles) {
        this.profiles = profiles;
    }

    /** An event whose record was read, and that is rendered outside of the snapshot; empty for an update that shows nothing. */
    public record Prepared(ChangeEvent event, Supplier<Optional<RenderedEvent>> render) {}

    /**
     * Reads what is needed to show some events of a record.
     *
     * @param change read with images
     * @param events of it
     */
    public List<Prepared> prepare(ReadSession session, ChangeRecord change, List<ChangeEvent> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        if (change.resourceType().equals(Subject.CONNECTION)) {
            return events.stream()
                    .map(event -> new Prepared(event, () -> Optional.of(connection(change, event))))
                    .toList();
        }
        Optional<Connection> connection = connections.find(session, change.connection());
        if (connection.isEmpty()) {
            return List.of();
        }
        if (events.getFirst().subject().isResource()) {
            DeclaredAtVersion resource = new DeclaredAtVersion(connection.get(), change);
            return events.stream()
                    .map(event -> new Prepared(event,
                            () -> resource.event(event, context(change, connection.get()))))
                    .toList();
        }
        if (!events.getFirst().subject().isUser()) {
            GroupAtVersion group = GroupAtVersion.read(session, connection.get(), change, events);
            return events.stream()
                    .map(event -> new Prepared(event,
                            () -> group.event(event, context(change, connection.get()))))
                    .toList();
        }
        EventId place = events.getFirst().id();
        return UserMaterial.read(session, profiles, connection.get(), change, place)
                .map(material -> events.stream()
                        .map(event -> new Prepared(event, () -> user(material, event)))
                        .toList())
                .orElseGet(List::of);
    }

    private static Optional<RenderedEvent> user(UserMaterial material, ChangeEvent event) {
        ChangeRecord change = material.change();
        PersonAtVersion person = new PersonAtVersion(material);
        ObjectNode object = person.after();
        Optional<ObjectNode> previous = Optional.empty();
        Set<String> changed = Set.of();
        List<String> scim = List.of();
        if (event.type() == EventType.USER_UPDATED) {
            previous = Optional.of(person.before());
            changed = ObjectDifference.between(previous.get(), object);
            scim = new ToldAttributes(material.connection().types().user(), material.connection(),
                    material.change().time())
                    .paths(material.plan().scimPaths());
            if (changed.isEmpty() && scim.isEmpty()) {
                return Optional.empty();
            }
        }
        if (event.type() == EventType.USER_DELETED) {
            object.put("deleted_at", change.time().toString());
        }
        return Optional.of(new RenderedEvent(event.id(), event.type(), change.time(), object, previous, changed, scim,
                change.version(), Optional.of(change.resourceId()), material.reconstructed(),
                context(change, material.connection()), Optional.of(resource(material, event.type()))));
    }

    private static ResourceEvent resource(UserMaterial material, EventType type) {
        ChangeRecord change = material.change();
        ToldAttributes told = new ToldAttributes(material.connection().types().user(), material.connection(),
                material.change().time());
        boolean ofLink = ChangeEvents.linked(change).isPresent();
        if (type == EventType.USER_CREATED && !ofLink) {
            return ResourceEvent.created(USER, change, told.of(material.document()));
        }
        Kind kind = switch (type) {
            case USER_CREATED -> Kind.JOINED;
            case USER_DELETED -> ofLink ? Kind.LEFT : Kind.DELETED;
            default -> Kind.CHANGED;
        };
        return ResourceEvent.of(USER, change, ResourceEvent.externalId(material.document()), kind,
                kind == Kind.CHANGED
                        ? told.of(ResourceEvent.steps(material.plan().changes(), material.plan().scimPaths()))
                        : List.of());
    }

    private static RenderedEvent connection(ChangeRecord change, ChangeEvent event) {
        JsonNode step = step(change);
        ObjectNode before = object(step.path("before"));
        ObjectNode after = object(step.path("after"));
        boolean updated = event.type() == EventType.CONNECTION_UPDATED;
        ObjectNode object = event.type() == EventType.CONNECTION_DELETED ? before : after;
        if (event.type() == EventType.CONNECTION_DELETED) {
            object.put("deleted_at", change.time().toString());
        }
        ObjectNode context = context(change);
        ObjectNode named = context.putObject("connection").put("id", change.connection().value());
        Stream.of("name", "strategy")
                .filter(object::has)
                .forEach(name -> named.set(name, object.get(name)));
        return new RenderedEvent(event.id(), event.type(), change.time(), object,
                updated ? Optional.of(before) : Optional.empty(),
                updated ? ObjectDifference.between(before, after) : Set.of(), List.of(), change.version(),
                Optional.empty(), false, context, Optional.empty());
    }

    private static JsonNode step(ChangeRecord change) {
        for (JsonNode step : ScimJson.tree(change.plan())) {
            if (step.path("path").asString("").equals(ConnectionRecords.PATH)) {
                return step;
            }
        }
        // A deletion that was recorded before such records had a plan: the name is all that is known.
        ObjectNode known = JsonNodeFactory.instance.objectNode().put("id", change.connection().value());
        change.subject().displayName().ifPresent(name -> known.put("name", name));
        ObjectNode step = JsonNodeFactory.instance.objectNode();
        step.set("before", known);
        return step;
    }

    private static ObjectNode object(JsonNode node) {
        return node instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode context(ChangeRecord change, Connection connection) {
        ObjectNode context = context(change);
        context.putObject("connection")
                .put("id", connection.id().value())
                .put("name", connection.name())
                .put("strategy", connection.strategy().keyword());
        return context;
    }

    /** Who did it is told of clients alone: a SCIM token's id says nothing to whoever receives events. */
    private static ObjectNode context(ChangeRecord change) {
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        Actor actor = change.cause().actor();
        if (actor.kind() == Actor.Kind.CLIENT) {
            actor.id().ifPresent(id -> context.putObject("client").put("id", id));
        }
        change.cause().requestId().ifPresent(id -> context.putObject("request").put("id", id));
        return context;
    }

    /** Which of the events of a record are of some types; all of them when no type is named. */
    static List<ChangeEvent> wanted(ChangeRecord change, Set<EventType> types) {
        EventId place = change.place()
                .orElseThrow(() -> new IllegalArgumentException("A record that was read has its place."));
        List<ChangeEvent> wanted = new ArrayList<>(ChangeEvents.of(change, place));
        wanted.removeIf(event -> !types.isEmpty() && !types.contains(event.type()));
        return wanted;
    }
}
