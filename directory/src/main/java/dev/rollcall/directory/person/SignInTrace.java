package dev.rollcall.directory.person;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What sign-ins have left of themselves. Immutable by contract: nobody changes the nodes.
 *
 * @param last when the last one was
 * @param address from where; empty when it was not said
 * @param count how many there were
 * @param said the root attributes of the profile that the last one said, by name
 * @param wrote the values that sign-ins last wrote, by name: as long as one stands there, nobody else has written since
 * @param first by whom each root attribute had its first value: {@link #LOGIN} or {@link #PROVISIONING}
 */
public record SignInTrace(Instant last, Optional<String> address, long count, ObjectNode said, ObjectNode wrote,
        ObjectNode first) {
    /** A sign-in. */
    public static final String LOGIN = "login";

    /** SCIM, or an edit by the product. */
    public static final String PROVISIONING = "scim";

    static SignInTrace read(ObjectNode json) {
        JsonNode address = json.path("address");
        return new SignInTrace(
                Instant.ofEpochMilli(json.path("last").longValue()),
                address.isString() ? Optional.of(address.stringValue()) : Optional.empty(),
                json.path("count").longValue(),
                object(json.path("said")),
                object(json.path("wrote")),
                object(json.path("first")));
    }

    private static ObjectNode object(JsonNode node) {
        return node instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }

    /**
     * The same within a bound of bytes: what the last one said is left out first, then what sign-ins wrote. Time, count, address
     * and who was first are always kept; they are small.
     */
    SignInTrace within(int bytes) {
        if (size() <= bytes) {
            return this;
        }
        SignInTrace less = new SignInTrace(last, address, count, JsonNodeFactory.instance.objectNode(), wrote, first);
        return less.size() <= bytes
                ? less
                : new SignInTrace(last, address, count, less.said, JsonNodeFactory.instance.objectNode(), first);
    }

    private int size() {
        return json().toString().getBytes(StandardCharsets.UTF_8).length;
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("last", last.toEpochMilli()).put("count", count);
        address.ifPresent(text -> json.put("address", text));
        json.set("said", said);
        json.set("wrote", wrote);
        json.set("first", first);
        return json;
    }
}
