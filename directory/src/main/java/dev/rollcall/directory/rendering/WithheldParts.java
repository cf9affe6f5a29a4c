package dev.rollcall.directory.rendering;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes out of what a record holds what was hidden when it was made. No schema may declare it any more, so that it stands under names as
 * they were written, a part also in one name with what holds it.
 */
final class WithheldParts {
    private final List<List<String>> places;

    /** @param places the names on the way to each, from the top of a resource */
    WithheldParts(List<List<String>> places) {
        this.places = places;
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    /** The document without them; it is left as it is. */
    ObjectNode without(ObjectNode document) {
        if (places.isEmpty()) {
            return document;
        }
        ObjectNode copy = document.deepCopy();
        places.forEach(keys -> remove(copy, keys));
        return copy;
    }

    /** Whether a path leads to one of them, or into it. */
    boolean hold(String path) {
        return places.stream().anyMatch(keys -> isBelow(path, text(keys)));
    }

    /** The value at a path without those that are in it; it is left as it is. */
    JsonNode without(String path, JsonNode value) {
        JsonNode copy = value.deepCopy();
        for (List<String> keys : places) {
            for (int length = 1; length < keys.size(); length++) {
                if (text(keys.subList(0, length)).equalsIgnoreCase(path)) {
                    remove(copy, keys.subList(length, keys.size()));
                }
            }
        }
        return copy;
    }

    /** As a path has it: a colon follows a URN, a dot an attribute. */
    private static String text(List<String> keys) {
        boolean urn = keys.getFirst().indexOf(':') >= 0;
        if (!urn || keys.size() == 1) {
            return String.join(".", keys);
        }
        return keys.getFirst() + ":" + String.join(".", keys.subList(1, keys.size()));
    }

    private static boolean isBelow(String path, String place) {
        return path.equalsIgnoreCase(place)
                || path.toLowerCase(Locale.ROOT).startsWith(place.toLowerCase(Locale.ROOT) + ".");
    }

    private static void remove(JsonNode node, List<String> keys) {
        if (node.isArray()) {
            node.forEach(element -> remove(element, keys));
            return;
        }
        if (!(node instanceof ObjectNode object)) {
            return;
        }
        for (String name : List.copyOf(object.propertyNames())) {
            if (isBelow(name, String.join(".", keys))) {
                object.remove(name);
            } else if (keys.size() > 1 && name.equalsIgnoreCase(keys.getFirst())) {
                remove(object.path(name), keys.subList(1, keys.size()));
            }
        }
    }
}
