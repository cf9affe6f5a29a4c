package dev.rollcall.directory.access;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.stream.StreamId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The event by which a person's state of now would be told: for a preview, when no event is at hand. */
public final class StateEvent {
    private StateEvent() {}

    /** A {@code user.updated} as a webhook gets it, which no change record has. @param profile of the person */
    public static ObjectNode of(
            ObjectNode profile, Optional<Connection> connection, StreamId stream, String tenant, Instant now) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("specversion", "1.0")
                .put("type", EventType.USER_UPDATED.keyword())
                .put("source", "urn:rollcall:" + tenant)
                .put("id", EventId.BEGINNING.text())
                .put("time", now.truncatedTo(ChronoUnit.MILLIS).toString())
                .put("a0tenant", tenant)
                .put("a0stream", stream.value());
        ObjectNode data = event.putObject("data");
        data.set("object", profile);
        ObjectNode context = data.putObject("context");
        context.putObject("tenant").put("id", tenant);
        connection.ifPresent(known -> context.putObject("connection")
                .put("id", known.id().value())
                .put("name", known.name())
                .put("strategy", known.strategy().keyword()));
        return event;
    }
}
