package dev.rollcall.scim.resource;

import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.tolerance.RequestDialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Roles as Entra's {@code AppRoleAssignmentsComplex} sends them: the whole role as JSON text inside {@code value}, such as
 * {@code {"value":"{\"id\":\"…\",\"value\":\"Admin\",\"displayName\":\"Admin\"}"}}.
 *
 * <p>Only text that is a JSON object with a text {@code value} is read so, and only in {@code roles}; everything else
 * stays what it is.
 */
final class RoleText {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    /** Entra says displayName where SCIM says display. */
    private static final List<Map.Entry<String, String>> NAMES = List.of(
            Map.entry("value", "value"),
            Map.entry("displayName", "display"),
            Map.entry("display", "display"),
            Map.entry("type", "type"));

    private final RequestDialect dialect;

    RoleText(RequestDialect dialect) {
        this.dialect = dialect;
    }

    /** The element with what its text says in place of the text; the element itself when it is any other. */
    ObjectNode read(Attribute attribute, ObjectNode element, String where) {
        if (!attribute.name().equals("roles")) {
            return element;
        }
        Optional<JsonNode> text = ReferenceIds.member(element, "value").filter(JsonNode::isString);
        Optional<ObjectNode> said = text.flatMap(value -> parse(value.stringValue()));
        if (said.isEmpty() || !dialect.allows(Tolerance.JSON_IN_VALUE, where)) {
            return element;
        }
        ObjectNode role = JsonNodeFactory.instance.objectNode();
        NAMES.forEach(name -> Optional.of(said.get().path(name.getKey()))
                .filter(JsonNode::isString)
                .ifPresent(value -> role.set(name.getValue(), value)));
        element.properties()
                .stream()
                .filter(member -> !member.getKey().equalsIgnoreCase("value"))
                .forEach(member -> role.set(member.getKey(), member.getValue()));
        return role;
    }

    private static Optional<ObjectNode> parse(String text) {
        if (!text.startsWith("{") || !text.endsWith("}")) {
            return Optional.empty();
        }
        try {
            return MAPPER.readTree(text) instanceof ObjectNode object && object.path("value").isString()
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }
}
