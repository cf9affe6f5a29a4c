package dev.rollcall.client.entra;

import dev.rollcall.client.target.TargetPath;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The forms of a whole list of roles (entra.md section 3.13). Roles of {@code AppRoleAssignmentsComplex} have the
 * {@code id} of the application's role: a PATCH adds them as JSON text, a create sends them as objects. Roles of {@code
 * AssertiveAppRoleAssignmentsComplex} have none: a PATCH replaces the list.
 */
final class RoleList {
    private static final String ROLES = "roles";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private RoleList() {}

    static boolean is(TargetPath path, JsonNode value) {
        return path.extension().isEmpty()
                && path.attribute().equalsIgnoreCase(ROLES)
                && path.filter().isEmpty()
                && value.isArray();
    }

    /** Whether the roles are only ever added. */
    static boolean isComplex(TargetPath path, JsonNode value) {
        return is(path, value) && value.valueStream().anyMatch(role -> role.has("id"));
    }

    /** As a create sends them. */
    static ArrayNode objects(JsonNode roles) {
        ArrayNode objects = JSON.arrayNode();
        for (JsonNode role : roles) {
            if (role instanceof ObjectNode object) {
                ObjectNode copy = object.deepCopy();
                copy.remove("id");
                objects.add(copy);
            } else {
                objects.addObject().set("value", role);
            }
        }
        return objects;
    }

    /** As a PATCH adds them. */
    static ArrayNode texts(JsonNode roles) {
        ArrayNode texts = JSON.arrayNode();
        roles.forEach(role -> texts.add(JSON.objectNode().put("value", text(role))));
        return texts;
    }

    /** Whether the target shows the role: its value, or the whole text where an endpoint keeps what was added as it is. */
    static boolean shows(JsonNode seen, JsonNode role) {
        String value = seen.path("value").asString("");
        return value.equals(role.path("value").asString("")) || value.equals(text(role));
    }

    private static String text(JsonNode role) {
        ObjectNode text = JSON.objectNode();
        text.set("id", role.path("id"));
        text.set("value", role.path("value"));
        text.set("displayName", role.has("displayName") ? role.path("displayName") : role.path("display"));
        text.propertyStream()
                .filter(member -> member.getValue().isMissingNode())
                .toList()
                .forEach(member -> text.remove(member.getKey()));
        return text.toString();
    }
}
