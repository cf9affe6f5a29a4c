package dev.rollcall.entra.client;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Members of objects by name, exact before any other case, as SCIM compares names. */
final class Names {
    private Names() {}

    static Optional<JsonNode> member(JsonNode object, String name) {
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
