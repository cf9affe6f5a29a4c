package dev.rollcall.directory.change;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a change is about, with its names at that version as they came (for a deletion: as they were last), so that a
 * record can be read without the resource.
 *
 * @param type the resource type's name, or {@value #CONNECTION} when it is about a connection itself
 */
public record Subject(
        String type, String id, Optional<String> userName, Optional<String> externalId, Optional<String> displayName) {
    /** The type of a record about a connection itself; its displayName is the connection's name. */
    public static final String CONNECTION = "Connection";

    /** A resource with the names in its document. */
    public static Subject of(String type, String id, ObjectNode document) {
        return new Subject(
                type, id, text(document, "userName"), text(document, "externalId"), text(document, "displayName"));
    }

    private static Optional<String> text(ObjectNode document, String name) {
        JsonNode value = document.path(name);
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }
}
