package dev.rollcall.entra.expression;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * What becomes of the roles that a user has in the application (entra.md section 3.13). The source's {@code
 * appRoleAssignments} are objects with {@code id}, {@code value} and {@code displayName}, or texts.
 */
final class RoleAssignments {
    private static final String TYPE = "WindowsAzureActiveDirectoryRole";

    private RoleAssignments() {}

    /** The value of the first role. Entra does not say which it takes of several, and does not support several. */
    static Value single(Value assignments) {
        return roles(assignments).stream()
                .map(RoleAssignments::value)
                .<Value>map(Value.Text::new)
                .findFirst()
                .orElse(Value.MISSING);
    }

    /**
     * All roles as elements of the SCIM attribute {@code roles}, none of them primary, each with the {@code id} of the
     * application's role, by which the client knows that they are only ever added. A role that is only a text is its own id.
     */
    static Value complex(Value assignments) {
        return elements(assignments, true);
    }

    /** The same without ids, so that the client replaces the whole list. */
    static Value assertive(Value assignments) {
        return elements(assignments, false);
    }

    private static Value elements(Value assignments, boolean withIds) {
        List<JsonNode> elements = new ArrayList<>();
        for (JsonNode role : roles(assignments)) {
            ObjectNode element = JsonNodeFactory.instance.objectNode();
            if (withIds) {
                element.put("id", role.path("id").asString(value(role)));
            }
            element.put("primary", false);
            element.put("type", TYPE);
            element.put("display", role.path("displayName").asString(value(role)));
            element.put("value", value(role));
            elements.add(element);
        }
        return elements.isEmpty() ? Value.MISSING : new Value.Many(elements);
    }

    private static List<JsonNode> roles(Value assignments) {
        return switch (assignments) {
            case Value.Many(List<JsonNode> items) -> items;
            case Value single -> single.texts().stream().<JsonNode>map(StringNode::valueOf).toList();
        };
    }

    private static String value(JsonNode role) {
        return role.isObject() ? role.path("value").asString(role.path("displayName").asString("")) : role.asString();
    }
}
