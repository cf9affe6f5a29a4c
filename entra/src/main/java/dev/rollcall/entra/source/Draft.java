package dev.rollcall.entra.source;

import dev.rollcall.client.target.ObjectType;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * An object whose references are not resolved yet.
 *
 * @param name what others call it by: the principal name of a user, the display name of a group
 * @param attributes those that are complete; what is resolved later is put into it
 * @param references what is written as manager or members
 */
record Draft(ObjectType type, String id, String name, Place place, SequencedMap<String, JsonNode> attributes,
        boolean softDeleted, List<Cell> references) {
    SourceObject finished() {
        return new SourceObject(type, id, attributes, softDeleted);
    }
}
