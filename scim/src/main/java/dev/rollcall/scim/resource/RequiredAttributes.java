package dev.rollcall.scim.resource;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
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
        checkChange(type, JsonNodeFactory.instance.objectNode(), document);
    }

    /**
     * Passes when every required attribute has a value that is not blank, or has none before either although what holds it was
     * there: a schema that was declared later keeps nobody from changing the rest.
     *
     * @param type the resource's type
     * @param before the document as it is stored
     * @param document the document as it would be
     * @throws ScimException 400 invalidValue, naming the attribute
     */
    public static void checkChange(ResourceType type, ObjectNode before, ObjectNode document) {
        check(type.schema(), before, document, "");
        for (ResourceType.Extension extension : type.extensions()) {
            Schema schema = extension.schema();
            if (document.get(schema.id()) instanceof ObjectNode container) {
                check(schema, before.path(schema.id()), container, schema.id() + ":");
            } else if (extension.required() && (before.isEmpty() || before.has(schema.id()))) {
                throw Refusals
                        .invalidValue("The extension " + schema.id() + " is required. Send it, or map at least one"
                                + " of its attributes in your identity provider.");
            }
        }
    }

    private static void check(Schema schema, JsonNode before, ObjectNode attributes, String prefix) {
        for (Attribute attribute : schema.attributes()) {
            JsonNode value = attributes.path(attribute.name());
            JsonNode was = before.path(attribute.name());
            boolean lacked = !before.isEmpty() && isBlank(was);
            if (isRequired(attribute) && isBlank(value) && !lacked) {
                throw missing(prefix + attribute.name());
            }
            if (attribute.complex() && !value.isMissingNode() && !value.equals(was)) {
                checkParts(attribute, value, prefix + attribute.name());
            }
        }
    }

    private static void checkParts(Attribute attribute, JsonNode value, String path) {
        for (Attribute sub : attribute.subAttributes()) {
            if (!isRequired(sub)) {
                continue;
            }
            for (JsonNode element : value.isArray() ? value.values() : List.of(value)) {
                if (isBlank(element.path(sub.name()))) {
                    throw missing(path + "." + sub.name());
                }
            }
        }
    }

    /** What is read-only the service gives, and what is write-only is in no document. */
    private static boolean isRequired(Attribute attribute) {
        return attribute.required()
                && attribute.mutability() != Mutability.READ_ONLY
                && attribute.mutability() != Mutability.WRITE_ONLY;
    }

    private static boolean isBlank(JsonNode value) {
        return value.isMissingNode() || value.isString() && value.stringValue().isBlank();
    }

    private static ScimException missing(String path) {
        return Refusals.invalidValue(
                path + " is required and must not be blank. Map an attribute that always has a value to it.");
    }
}
