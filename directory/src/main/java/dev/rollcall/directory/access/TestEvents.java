package dev.rollcall.directory.access;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.directory.stream.StreamDelivery;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes events that tell of nobody and puts them on their way, marked with {@code a0purpose: "test"}.
 *
 * <p>Guarantees: a webhook gets it like any other event; for a SCIM application it is recorded as skipped, because nothing may be
 * made there of somebody who is not.
 */
public final class TestEvents {
    private final Storage storage;
    private final Clock clock;
    private final RandomGenerator random;
    private final String tenant;

    /** @param tenant the name of this installation */
    public TestEvents(Storage storage, Clock clock, RandomGenerator random, String tenant) {
        this.storage = storage;
        this.clock = clock;
        this.random = random;
        this.tenant = tenant;
    }

    /**
     * Puts one on its way.
     *
     * @param data to send instead of data that is made up
     * @throws IllegalArgumentException when it is too large; the message says how large it may be
     */
    public StreamDelivery send(EventStream stream, EventType type, Optional<ObjectNode> data) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        EventId id = EventId.beside(now, random);
        SubjectKey subject = SubjectKey.test(id);
        String event = event(stream, id, type, data.orElseGet(() -> sample(type, now)), now).toString();
        StreamDelivery delivery = (stream.destination() instanceof ScimTarget
                ? StreamDelivery.skipped(stream.id(), id, subject, type, HeadIntent.DELIVER, SkipReason.TEST, now)
                : StreamDelivery.pending(stream.id(), id, subject, type, HeadIntent.DELIVER, now)).with(event);
        List<DeliveryHead> heads = stream.destination() instanceof ScimTarget
                ? List.of()
                : List.of(DeliveryHead.due(stream.id(), subject, HeadIntent.DELIVER, id, HeadOrigin.EVENT, now));
        storage.write(Share.OUTBOUND, EventStreams.LANE,
                session -> session.deliveries().fanOut(stream.id(), List.of(delivery), heads, List.of()));
        return delivery;
    }

    private ObjectNode event(EventStream stream, EventId id, EventType type, ObjectNode data, Instant now) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("specversion", "1.0")
                .put("type", type.keyword())
                .put("source", "urn:rollcall:" + tenant)
                .put("id", id.text())
                .put("time", now.toString())
                .put("a0tenant", tenant)
                .put("a0stream", stream.id().value())
                .put("a0purpose", "test");
        event.set("data", data);
        return event;
    }

    private static ObjectNode sample(EventType type, Instant now) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ObjectNode object = data.putObject("object");
        if (type.isOfMembers()) {
            object.putObject("group")
                    .put("id", "grp_test")
                    .put("type", "connection")
                    .put("connection_id", "con_0000000000000000");
            object.putObject("member").put("member_type", "user").put("id", "scim|test|0");
            return data;
        }
        switch (type.about()) {
            case USER -> object.put("user_id", "scim|test|0")
                    .put("email", "test@example.com")
                    .put("name", "A test")
                    .putArray("identities");
            case GROUP -> object.put("id", "grp_test")
                    .put("name", "A test")
                    .put("type", "connection")
                    .put("connection_id", "con_0000000000000000");
            case CONNECTION -> object.put("id", "con_0000000000000000").put("name", "test").put("strategy", "scim");
        }
        object.put("created_at", now.toString()).put("updated_at", now.toString());
        return data;
    }
}
