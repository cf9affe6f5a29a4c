package dev.rollcall.client.target;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The member of a JSON object by its name: the exact one before one in any other case, as SCIM compares names. */
public final class JsonMember {
    private JsonMember() {}

    /** Its value, which may be null in JSON; empty when there is none, or when the node is no object. */
    public static Optional<JsonNode> of(JsonNode object, String name) {
        JsonNode exact = object.path(name);
        if (!exact.isMissingNode()) {
            return Optional.of(exact);
        }
        return object.propertyStream()
                .filter(member -> member.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
