package dev.rollcall.directory.declaration;

import dev.rollcall.scim.resource.Adoption.Misfit;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How what is stored fits a schema.
 *
 * @param looked how far the look has come
 * @param with how many of those have something of the schema
 * @param changed how many of those are stored in another form, such as another spelling of a name
 * @param misfits how many of them have a value that does not fit; it stays as it is until somebody sends another one
 * @param examples of the first of these
 */
public record Fit(LookExtent looked, long with, long changed, long misfits, List<Example> examples) {
    /** Examples that are named at most. */
    public static final int NAMED = 10;

    /** A value that does not fit. */
    public record Example(String resourceType, String id, Misfit misfit) {}

    public Fit {
        examples = List.copyOf(examples);
    }

    /** As it is shown to the operator. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("looked_at", looked.at())
                .put("of", looked.of())
                .put("complete", looked.complete())
                .put("resources_with_it", with)
                .put("changed", changed)
                .put("misfits", misfits);
        ArrayNode array = json.putArray("examples");
        examples.forEach(example -> array.addObject()
                .put("resource_type", example.resourceType)
                .put("id", example.id)
                .put("path", example.misfit.path())
                .put("reason", example.misfit.why()));
        return json;
    }
}
