package dev.rollcall.directory.type;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.scim.json.ScimJson;
import java.util.ArrayDeque;
import java.util.Deque;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How deep and how large the JSON of a declaration is, all that somebody sends; looked at before anything is done with it. */
final class DeclarationSize {
    /**
     * Objects and lists in each other. A list in a sub-attribute of a schema is in seven; a few more, so that who nests attributes
     * deeper is told that.
     */
    static final int DEEPEST = 10;

    private DeclarationSize() {}

    /** A value, and in how many objects and lists it is. */
    private record Place(JsonNode value, int depth) {}

    /** @throws DirectoryException when it is deeper than any declaration, or larger than the limits say */
    static void requireSmall(ObjectNode json, DeclarationLimits limits) {
        Deque<Place> left = new ArrayDeque<>();
        left.add(new Place(json, 1));
        while (!left.isEmpty()) {
            Place place = left.removeLast();
            if (place.depth > DEEPEST) {
                throw new DirectoryException(Kind.INVALID, "The document has more than " + DEEPEST
                        + " objects and lists in each other, which no schema and no resource type needs. Correct it.");
            }
            for (JsonNode value : place.value) {
                if (value.isContainer()) {
                    left.add(new Place(value, place.depth + 1));
                }
            }
        }
        if (ScimJson.write(sent(json)).length > limits.bytes()) {
            throw new DirectoryException(Kind.INVALID, "The document is larger than " + limits.bytes()
                    + " bytes (limits.schema-size). Shorten its descriptions, split it, or have the operator raise the setting.");
        }
    }

    /** All of it but the state of indexes, which is passed over when somebody sends what was shown. */
    private static ObjectNode sent(ObjectNode json) {
        if (!json.has(DeclaredSchema.INDEXES)) {
            return json;
        }
        ObjectNode sent = json.objectNode();
        json.properties().forEach(member -> {
            if (!member.getKey().equals(DeclaredSchema.INDEXES)) {
                sent.set(member.getKey(), member.getValue());
            }
        });
        return sent;
    }
}
