package dev.rollcall.server.management.stream;

import dev.rollcall.directory.access.Connections;
import dev.rollcall.directory.access.StateEvent;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.PersonCaller;
import dev.rollcall.directory.person.PersonSearch;
import dev.rollcall.directory.rendering.EventSource;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.server.management.ManagementRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The events of deliveries as Auth0's API shows them: their {@code data} is a text, because its Java SDK reads nothing else; and the
 * event by which a person's state of now would be told.
 */
final class EventText {
    private final EventSource events;
    private final PersonSearch people;
    private final Connections connections;
    private final Clock clock;

    EventText(EventSource events, PersonSearch people, Connections connections, Clock clock) {
        this.events = events;
        this.people = people;
        this.connections = connections;
        this.clock = clock;
    }

    /** The event of a delivery, if it is kept still. */
    Optional<ObjectNode> of(ManagementRequest request, EventStream stream, StreamDelivery delivery) {
        return ofPayload(delivery).or(() -> events.find(request.share(), delivery.event())
                .map(event -> of(event.cloudEvent(request.tenantName(), Optional.of(stream.id().value())))));
    }

    /** The event that a delivery carries itself, which stands in no change. */
    static Optional<ObjectNode> ofPayload(StreamDelivery delivery) {
        return delivery.payload().map(text -> of(ScimJson.tree(text.getBytes(StandardCharsets.UTF_8))));
    }

    /** An event with its data as a text. */
    private static ObjectNode of(JsonNode event) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        event.properties().forEach(member -> {
            if (member.getKey().equals("data") && !member.getValue().isString()) {
                json.put("data", member.getValue().toString());
            } else {
                json.set(member.getKey(), member.getValue());
            }
        });
        return json;
    }

    /** An update to a person's state of now, as a webhook would be told it; empty when there is nobody of that id. */
    Optional<ObjectNode> ofPerson(ManagementRequest request, EventStream stream, String userId) {
        return UserId.parse(userId)
                .flatMap(id -> people.find(caller(request), id)
                        .map(profile -> StateEvent.of(profile, connection(request, id), stream.id(),
                                request.tenantName(),
                                clock.instant())));
    }

    private Optional<Connection> connection(ManagementRequest request, UserId id) {
        return connections.countedFor(request.share()).find(id.connection());
    }

    private static PersonCaller caller(ManagementRequest request) {
        return new PersonCaller(request.caller().actor(), request.id(), "management API", request.baseUrl(),
                request.share(), request.client());
    }
}
