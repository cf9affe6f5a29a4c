package dev.rollcall.scim.resource;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The check that a canonical document has what its schemas require (7643-4.1.1-01, 7643-4.2-01, 7643-2.5-05). */
public final class RequiredAttributes {
    private RequiredAttributes() {}

    /**
     * Passes when every required attribute has a value that is not blank.
     *
     * @param type of the resource
     * @param document a canonical one
     * @throws ScimException 400 invalidValue, naming the attribute
     */
    public static void check(ResourceType type, ObjectNode document) {
        check(type.schema(), document, "");
        for (ResourceType.Extension extension : type.extensions()) {
            Schema schema = extension.schema();
            if (document.get(schema.id()) instanceof ObjectNode container) {
                check(schema, container, schema.id() + ":");
            } else if (extension.required()) {
                throw Refusals
                        .invalidValue("The extension " + schema.id() + " is required. Send it, or map at least one"
                                + " of its attributes in your identity provider.");
            }
        }
    }

    private static void check(Schema schema, ObjectNode attributes, String prefix) {
        for (Attribute attribute : schema.attributes()) {
            JsonNode value = attributes.path(attribute.name());
            if (attribute.required() && attribute.mutability() != Mutability.READ_ONLY && isBlank(value)) {
                throw missing(prefix + attribute.name());
            }
            if (attribute.complex() && !value.isMissingNode()) {
                checkParts(attribute, value, prefix + attribute.name());
            }
        }
    }

    private static void checkParts(Attribute attribute, JsonNode value, String path) {
        for (Attribute sub : attribute.subAttributes()) {
            if (!sub.required() || sub.mutability() == Mutability.READ_ONLY) {
                continue;
            }
            for (JsonNode element : value.isArray() ? value.values() : List.of(value)) {
                if (isBlank(element.path(sub.name()))) {
                    throw missing(path + "." + sub.name());
                }
            }
        }
    }

    private static boolean isBlank(JsonNode value) {
        return value.isMissingNode() || value.isString() && value.stringValue().isBlank();
    }

    private static ScimException missing(String path) {
        return Refusals.invalidValue(
                path + " is required and must not be blank. Map an attribute that always has a value to it.");
    }
}
