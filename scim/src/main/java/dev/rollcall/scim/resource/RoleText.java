package dev.rollcall.scim.resource;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.json.JsonLimits;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.tolerance.RequestDialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
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
            // Read as strictly as a body is: what is escaped twice must not bring in what a body may not hold.
            ObjectNode object = ScimJson.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.defaults());
            return Optional.of(object).filter(role -> isPlainText(role.path("value")));
        } catch (ScimException notJson) {
            return Optional.empty();
        }
    }

    /** Text that would not be read as a role in its turn. */
    private static boolean isPlainText(JsonNode value) {
        return value.isString() && !value.stringValue().startsWith("{");
    }
}
