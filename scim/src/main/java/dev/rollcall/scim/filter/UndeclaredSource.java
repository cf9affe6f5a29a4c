package dev.rollcall.scim.filter;

import dev.rollcall.scim.path.UndeclaredPath;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * Finds the values at an undeclared place; names are matched in any case, and arrays are passed through. What is no object is
 * its own {@code value}.
 */
final class UndeclaredSource {
    private static final String VALUE = "value";

    private UndeclaredSource() {}

    /** Whether any value there, as it stands, passes the test. */
    static boolean any(JsonNode node, UndeclaredPath path, Predicate<JsonNode> test) {
        return at(node, path.keys(), test);
    }

    /** Whether any value there passes the test, an object being tested by its {@code value}. */
    static boolean anySimple(JsonNode node, UndeclaredPath path, Predicate<JsonNode> test) {
        return any(node, path, value -> value.isObject() ? at(value, List.of(VALUE), test) : test.test(value));
    }

    private static boolean at(JsonNode node, List<String> keys, Predicate<JsonNode> test) {
        if (node.isArray()) {
            for (JsonNode element : node) {
                if (at(element, keys, test)) {
                    return true;
                }
            }
            return false;
        }
        if (keys.isEmpty()) {
            return test.test(node);
        }
        if (!node.isObject()) {
            return keys.size() == 1 && keys.getFirst().equalsIgnoreCase(VALUE) && test.test(node);
        }
        JsonNode value = member(node, keys.getFirst());
        return !value.isMissingNode() && at(value, keys.subList(1, keys.size()), test);
    }

    private static JsonNode member(JsonNode node, String name) {
        JsonNode exact = node.path(name);
        if (!exact.isMissingNode() || !node.isObject()) {
            return exact;
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (member.getKey().equalsIgnoreCase(name)) {
                return member.getValue();
            }
        }
        return exact;
    }
}
