package dev.rollcall.scim.resource;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a reference object says about whom it means: its {@code value}, or the last segment of its {@code $ref}. */
final class ReferenceIds {
    private ReferenceIds() {}

    /** The member of the object with that name in any case. */
    static Optional<JsonNode> member(ObjectNode object, String name) {
        JsonNode exact = object.get(name);
        if (exact != null) {
            return Optional.of(exact);
        }
        return object.properties()
                .stream()
                .filter(e -> e.getKey().equalsIgnoreCase(name))
                .map(e -> e.getValue())
                .findFirst();
    }

    /** The last path segment of a {@code $ref}; empty when there is none. */
    static Optional<String> ofRef(ObjectNode object) {
        return member(object, "$ref").filter(JsonNode::isString).flatMap(ref -> lastSegment(ref.stringValue()));
    }

    /** The last path segment of a URI, without query and fragment. */
    static Optional<String> lastSegment(String uri) {
        String path = uri.split("[?#]", 2)[0];
        int end = path.endsWith("/") ? path.length() - 1 : path.length();
        String segment = path.substring(path.lastIndexOf('/', end - 1) + 1, end);
        return segment.isBlank() ? Optional.empty() : Optional.of(segment);
    }
}
