package dev.rollcall.directory.rendering;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.scim.json.ScimJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event with all that it tells, in Auth0's form. Immutable by contract: nobody changes the nodes.
 *
 * @param object what the event is about, as it was right after the change; of a deletion, as it was last
 * @param previous the same before the change; empty but for an update
 * @param changed which paths of the object are different, of metadata member by member; empty but for an update
 * @param scimChanged which paths of the SCIM resource are different; empty but for an update
 * @param version of the SCIM resource; an edit of what only the product has moves none, so receivers compare {@code sequence}
 * @param scimId of the SCIM resource; empty for a connection
 * @param reconstructed whether the record held too little, so that some of the object may be of a later version
 * @param context where the change comes from
 * @param resource what it tells of the SCIM resource; empty for a connection
 */
public record RenderedEvent(
        EventId id,
        EventType type,
        Instant time,
        ObjectNode object,
        Optional<ObjectNode> previous,
        Set<String> changed,
        List<String> scimChanged,
        long version,
        Optional<String> scimId,
        boolean reconstructed,
        ObjectNode context,
        Optional<ResourceEvent> resource) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    public RenderedEvent {
        scimChanged = List.copyOf(scimChanged);
    }

    /** Whether it is an update of which the product's profile shows nothing. */
    public boolean isOfResourceAlone() {
        return isUpdate() && changed.isEmpty();
    }

    private boolean isUpdate() {
        return type == EventType.USER_UPDATED
                || type == EventType.GROUP_UPDATED
                || type == EventType.RESOURCE_UPDATED
                || type == EventType.CONNECTION_UPDATED;
    }

    /** What a condition may look at: {@code type, object, previous, changed, connection}. */
    public ObjectNode conditions() {
        ObjectNode known = NODES.objectNode().put("type", type.keyword());
        known.set("object", object);
        known.set("previous", previous.orElseGet(NODES::objectNode));
        known.set("changed", texts(changed));
        JsonNode connection = context.path("connection");
        known.set("connection", connection.isObject() ? connection : NODES.objectNode());
        return known;
    }

    /**
     * The event as a CloudEvent of version 1.0.
     *
     * @param tenant the name of this installation
     * @param stream the id of the stream that it goes to; empty for whoever reads the feed
     */
    public ObjectNode cloudEvent(String tenant, Optional<String> stream) {
        ObjectNode event = NODES.objectNode()
                .put("specversion", "1.0")
                .put("type", type.keyword())
                .put("source", "urn:rollcall:" + tenant)
                .put("id", id.text())
                .put("time", time.truncatedTo(ChronoUnit.MILLIS).toString())
                .put("a0tenant", tenant);
        stream.ifPresent(to -> event.put("a0stream", to));
        event.put("sequence", id.text().substring(EventId.PREFIX.length()));
        ObjectNode data = event.putObject("data");
        data.set("object", object);
        previous.ifPresent(before -> data.set("previous_object", before));
        if (isUpdate()) {
            data.set("changed", texts(changed));
            data.set("scim_changed", texts(scimChanged));
        }
        data.put("version", version);
        scimId.ifPresent(of -> data.put("scim_id", of));
        if (reconstructed) {
            data.put("reconstructed", true);
        }
        ObjectNode where = NODES.objectNode();
        where.putObject("tenant").put("id", tenant);
        data.set("context", where.setAll(context));
        return event;
    }

    /**
     * A CloudEvent as text of at most so many bytes: what was before is left out when there is no room for it, which
     * {@code previous_object_left_out} says.
     *
     * @return empty when there is no room even so
     */
    public static Optional<byte[]> bytes(ObjectNode cloudEvent, int most) {
        byte[] whole = ScimJson.write(cloudEvent);
        if (whole.length <= most) {
            return Optional.of(whole);
        }
        ObjectNode smaller = cloudEvent.deepCopy();
        if (!(smaller.path("data") instanceof ObjectNode data) || data.remove("previous_object") == null) {
            return Optional.empty();
        }
        data.put("previous_object_left_out", true);
        byte[] rest = ScimJson.write(smaller);
        return rest.length <= most ? Optional.of(rest) : Optional.empty();
    }

    private static ArrayNode texts(Iterable<String> values) {
        ArrayNode array = NODES.arrayNode();
        values.forEach(array::add);
        return array;
    }
}
