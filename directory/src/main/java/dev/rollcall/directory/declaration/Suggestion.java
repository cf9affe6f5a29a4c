package dev.rollcall.directory.declaration;

import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A schema that what is stored of undeclared attributes suggests.
 *
 * @param urn as the identity provider writes it; a made-up one for attributes that stand at the top level of resources
 * @param resources how many have something of it
 * @param declaration as it can be declared, with {@code schema} and {@code extends}
 * @param notes what to look at before, as sentences
 */
public record Suggestion(String urn, long resources, ObjectNode declaration, List<String> notes) {
    public Suggestion {
        notes = List.copyOf(notes);
    }

    /** As it is shown to the operator. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("urn", urn).put("resources", resources);
        notes.forEach(json.putArray("notes")::add);
        json.set("declaration", declaration);
        return json;
    }
}
