package dev.rollcall.console.stream;

import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.directory.access.StateEvent;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.PersonCaller;
import dev.rollcall.directory.person.PersonSearch;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.scim.json.ScimJson;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The events of deliveries, those by which the state of now would be told, and what would be sent for them. Nothing is sent. */
final class StreamEvents {
    private final ConsoleServices services;
    private final PersonSearch people;
    private final String tenant;

    /** @param tenant the name of this installation, as events have it */
    StreamEvents(ConsoleServices services, String tenant) {
        this.services = services;
        this.people = new PersonSearch(services.management().people());
        this.tenant = tenant;
    }

    /** The event of a delivery, if it is kept still. */
    Optional<ObjectNode> of(ConsoleRequest request, EventStream stream, StreamDelivery delivery) {
        return delivery.payload()
                .map(ScimJson::tree)
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .or(() -> services.management()
                        .streams()
                        .events()
                        .find(request.share(), delivery.event())
                        .map(event -> event.cloudEvent(tenant, Optional.of(stream.id().value()))));
    }

    /** An update to a person's state of now; empty when there is nobody of that id. */
    Optional<ObjectNode> ofPerson(ConsoleRequest request, EventStream stream, UserId person) {
        return people.find(caller(request), person)
                .map(profile -> StateEvent.of(profile, services.management()
                        .connections()
                        .countedFor(request.share())
                        .find(person.connection()), stream.id(), tenant, services.clock().instant()));
    }

    /**
     * What would be sent now for a delivery's subject: to an application, a person's state of now, which creates whom it is not known
     * to have; to a receiver of webhooks, the event itself.
     */
    WouldSend now(ConsoleRequest request, EventStream stream, StreamDelivery delivery) {
        if (stream.destination() instanceof ScimTarget && delivery.subject().isUser()) {
            record Known(Connection connection, boolean isThere) {}
            Optional<Known> known = services.storage()
                    .read(request.share(), session -> delivery.subject()
                            .connection()
                            .flatMap(session.connections()::find)
                            .map(connection -> new Known(connection, session.remotes()
                                    .find(stream.id(), delivery.subject())
                                    .flatMap(RemoteRecord::remoteId)
                                    .isPresent())));
            if (known.isPresent()) {
                UserId person = UserId.of(known.get().connection(), delivery.subject().tail());
                return preview(stream, ofPerson(request, stream, person)
                        .map(event -> known.get().isThere() ? event
                                : event.put("type", EventType.USER_CREATED.keyword()))
                        .orElseGet(() -> deletion(known.get().connection(), person)));
            }
        }
        return of(request, stream, delivery)
                .map(event -> preview(stream, event))
                .orElseGet(() -> WouldSend.nothing("The event is not kept any more, so it cannot be shown what would be"
                        + " sent."));
    }

    /** What would be sent for an event. */
    WouldSend preview(EventStream stream, ObjectNode event) {
        try {
            return WouldSend.of(services.management().streams().actions().preview(stream, event));
        } catch (IllegalArgumentException e) {
            return WouldSend.nothing(String.valueOf(e.getMessage()));
        }
    }

    /** Of a person who is here no more. */
    private static ObjectNode deletion(Connection connection, UserId person) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("type", EventType.USER_DELETED.keyword());
        ObjectNode data = event.putObject("data");
        data.putObject("object").put("user_id", person.toString());
        data.putObject("context")
                .putObject("connection")
                .put("id", connection.id().value())
                .put("name", connection.name())
                .put("strategy", connection.strategy().keyword());
        return event;
    }

    private static PersonCaller caller(ConsoleRequest request) {
        return new PersonCaller(request.caller().actor(), request.id(), "console", request.origin().baseUrl(),
                request.share(), request.client());
    }
}
