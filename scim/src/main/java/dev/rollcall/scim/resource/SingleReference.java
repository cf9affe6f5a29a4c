package dev.rollcall.scim.resource;

import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.tolerance.RequestDialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a single-valued reference to another resource, of which {@code manager} is the one that everybody sends, in all
 * the forms that clients are known to use (DESIGN 3.7).
 *
 * <p>The answer is an object that holds at most {@code value}: an id to assign, or null to unassign. It is empty when
 * nothing is said. A reference that cannot be understood never blocks the rest of a request: by
 * {@link Tolerance#MANAGER_UNREADABLE} it says nothing.
 */
final class SingleReference {
    private static final String VALUE = "value";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final RequestDialect dialect;

    SingleReference(RequestDialect dialect) {
        this.dialect = dialect;
    }

    /** Whether the attribute is a single-valued reference object. */
    static boolean fits(Attribute attribute) {
        return attribute.complex()
                && !attribute.multiValued()
                && attribute.subAttribute(VALUE).isPresent()
                && attribute.subAttribute("$ref").isPresent();
    }

    ObjectNode read(JsonNode value, String path, String where) {
        return switch (value.getNodeType()) {
            case NULL -> cleared();
            case STRING -> text(value, path, where);
            case NUMBER -> dialect.allows(Tolerance.MANAGER_FORM, where)
                    ? assigned(value.asString())
                    : unreadable(path, where);
            case OBJECT -> object((ObjectNode) value, path, where);
            case ARRAY -> array(value, path, where);
            default -> unreadable(path, where);
        };
    }

    private ObjectNode text(JsonNode value, String path, String where) {
        if (value.stringValue().isBlank()) {
            return dialect.allows(Tolerance.EMPTY_STRING, where) ? cleared() : unreadable(path, where);
        }
        return dialect.allows(Tolerance.MANAGER_FORM, where)
                ? assigned(value.stringValue())
                : unreadable(path, where);
    }

    private ObjectNode array(JsonNode value, String path, String where) {
        if (value.isEmpty()) {
            return cleared();
        }
        JsonNode only = value.get(0);
        if (value.size() == 1 && !only.isArray() && dialect.allows(Tolerance.MANAGER_FORM, where)) {
            return read(only, path, where);
        }
        return unreadable(path, where);
    }

    private ObjectNode object(ObjectNode value, String path, String where) {
        if (value.isEmpty()) {
            return NODES.objectNode();
        }
        Optional<JsonNode> id = ReferenceIds.member(value, VALUE).filter(v -> !v.isNull());
        if (id.isPresent()) {
            return id(id.get(), path, where);
        }
        Optional<String> ref = ReferenceIds.ofRef(value);
        if (ref.isPresent() && dialect.allows(Tolerance.REFERENCE_ONLY, where)) {
            return assigned(ref.get());
        }
        boolean nulled = ReferenceIds.member(value, VALUE).isPresent() && ref.isEmpty();
        return nulled ? cleared() : unreadable(path, where);
    }

    private ObjectNode id(JsonNode value, String path, String where) {
        if (value.isString()) {
            if (!value.stringValue().isBlank()) {
                return assigned(value.stringValue());
            }
            return dialect.allows(Tolerance.EMPTY_STRING, where) ? cleared() : unreadable(path, where);
        }
        return value.isNumber() && dialect.allows(Tolerance.MANAGER_FORM, where)
                ? assigned(value.asString())
                : unreadable(path, where);
    }

    private static ObjectNode assigned(String id) {
        return NODES.objectNode().put(VALUE, id);
    }

    private static ObjectNode cleared() {
        return NODES.objectNode().putNull(VALUE);
    }

    private ObjectNode unreadable(String path, String where) {
        if (dialect.allows(Tolerance.MANAGER_UNREADABLE, where)) {
            return NODES.objectNode();
        }
        throw Refusals.type(path, "an object with the id of a user as its value, such as {\"value\":\"2819c223\"}");
    }
}
