package dev.rollcall.directory.type;

import dev.rollcall.scim.json.ScimJson;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A resource type that a connection declares (RFC 7643 section 6).
 *
 * @param endpoint with a slash before it, such as {@code /Devices}
 * @param schema the URN of its base schema, which the connection declares too
 * @param extensions the schemas that extend it, which the connection declares too
 */
public record DeclaredType(
        String name, String endpoint, String description, String schema, List<Extension> extensions) {
    /** The member of the JSON that holds it. */
    public static final String RESOURCE_TYPE = "resource_type";

    static final String SCHEMA = "schema";
    static final String EXTENSIONS = "schemaExtensions";
    static final String REQUIRED = "required";

    /** A schema that extends it, by URN, and whether each resource must have it. */
    public record Extension(String schema, boolean required) {}

    public DeclaredType {
        extensions = List.copyOf(extensions);
    }

    /** One that was declared before, as it is stored. */
    public static DeclaredType stored(String text) {
        return of(ScimJson.tree(text).path(RESOURCE_TYPE));
    }

    /** The one in that document. */
    static DeclaredType of(JsonNode document) {
        List<Extension> extensions = new ArrayList<>();
        for (JsonNode extension : document.path(EXTENSIONS)) {
            extensions
                    .add(new Extension(extension.path(SCHEMA).asString(""), extension.path(REQUIRED).asBoolean(false)));
        }
        return new DeclaredType(document.path("name").asString(""), document.path("endpoint").asString(""),
                document.path("description").asString(""), document.path(SCHEMA).asString(""), extensions);
    }

    /** The JSON by which it is stored, shown and declared. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode document = json.putObject(RESOURCE_TYPE)
                .put("name", name)
                .put("endpoint", endpoint)
                .put("description", description)
                .put(SCHEMA, schema);
        ArrayNode array = document.putArray(EXTENSIONS);
        extensions.forEach(each -> array.addObject().put(SCHEMA, each.schema).put(REQUIRED, each.required));
        return json;
    }
}
