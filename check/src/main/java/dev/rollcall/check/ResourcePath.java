package dev.rollcall.check;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds values in a resource: {@code /name/givenName}, {@code /members/0/value}, {@code /emails[type=work]/value} for the one
 * element whose sub-attribute is that text, without regard to case, wherever it stands.
 */
final class ResourcePath {
    private ResourcePath() {}

    /** The value, or a missing node; the empty path is the whole. */
    static JsonNode find(JsonNode root, String path) {
        JsonNode found = root;
        for (String segment : segments(path)) {
            found = step(found, segment);
        }
        return found;
    }

    /** Sets a value under property names, making the objects on the way. */
    static void set(ObjectNode root, String path, JsonNode value) {
        String[] segments = segments(path);
        ObjectNode at = root;
        for (int i = 0; i < segments.length - 1; i++) {
            at = at.withObjectProperty(segments[i]);
        }
        at.set(segments[segments.length - 1], value);
    }

    private static String[] segments(String path) {
        return path.isEmpty() ? new String[0] : path.substring(1).split("/");
    }

    private static JsonNode step(JsonNode node, String segment) {
        int bracket = segment.indexOf('[');
        if (bracket < 0) {
            return node.isArray() ? index(segment).map(node::path).orElse(MissingNode.getInstance())
                    : node.path(segment);
        }
        String[] condition = segment.substring(bracket + 1, segment.length() - 1).split("=", 2);
        return node.path(segment.substring(0, bracket))
                .valueStream()
                .filter(element -> element.path(condition[0]).asString("").equalsIgnoreCase(condition[1]))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static Optional<Integer> index(String segment) {
        return segment.chars().allMatch(Character::isDigit) ? Optional.of(Integer.valueOf(segment)) : Optional.empty();
    }
}
