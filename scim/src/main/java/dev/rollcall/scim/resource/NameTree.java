package dev.rollcall.scim.resource;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Places in a resource, as sequences of keys in any case. A place holds all that is below it. Elements of an array are
 * passed through: a key stands for that key of every element.
 */
final class NameTree {
    private final Map<String, NameTree> children = new HashMap<>();
    private boolean whole;

    boolean isEmpty() {
        return !whole && children.isEmpty();
    }

    /** The same places, to be changed by themselves. */
    NameTree copy() {
        NameTree copy = new NameTree();
        copy.whole = whole;
        children.forEach((key, child) -> copy.children.put(key, child.copy()));
        return copy;
    }

    void add(List<String> keys) {
        NameTree tree = this;
        for (String key : keys) {
            tree = tree.children.computeIfAbsent(folded(key), absent -> new NameTree());
        }
        if (tree != this) {
            tree.whole = true;
        }
    }

    void remove(List<String> keys) {
        NameTree child = children.get(folded(keys.getFirst()));
        if (child == null) {
            return;
        }
        if (keys.size() > 1) {
            child.remove(keys.subList(1, keys.size()));
        }
        if (keys.size() == 1 || child.isEmpty()) {
            children.remove(folded(keys.getFirst()));
        }
    }

    /** Takes this place out, and leaves those below it that were added by themselves. */
    void removeAlone(List<String> keys) {
        String key = folded(keys.getFirst());
        NameTree child = children.get(key);
        if (child == null) {
            return;
        }
        if (keys.size() > 1) {
            child.removeAlone(keys.subList(1, keys.size()));
        } else {
            child.whole = false;
        }
        if (child.isEmpty()) {
            children.remove(key);
        }
    }

    /** Whether exactly this place was added. */
    boolean names(List<String> keys) {
        NameTree tree = this;
        for (String key : keys) {
            tree = tree.children.get(folded(key));
            if (tree == null) {
                return false;
            }
        }
        return tree.whole;
    }

    /** Whether this place, or one in it, was added. */
    boolean leadsTo(List<String> keys) {
        NameTree tree = this;
        for (String key : keys) {
            tree = tree.children.get(folded(key));
            if (tree == null) {
                return false;
            }
        }
        return true;
    }

    /** Whether this place, or one that it is in, was added. */
    boolean covers(List<String> keys) {
        NameTree tree = this;
        for (String key : keys) {
            tree = tree.children.get(folded(key));
            if (tree == null || tree.whole) {
                return tree != null;
            }
        }
        return false;
    }

    /** Whether the key, or something below it, is in the tree. */
    boolean holdsPartOf(String key) {
        return children.containsKey(folded(key));
    }

    /** A copy of the object with only what is in the tree; what is left empty is left out. */
    ObjectNode select(ObjectNode object) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            NameTree child = children.get(folded(property.getKey()));
            if (child != null) {
                put(result, property.getKey(), child.whole ? property.getValue() : child.selectIn(property.getValue()));
            }
        }
        return result;
    }

    /** A copy of the object without what is in the tree; what is left empty is left out. */
    ObjectNode without(ObjectNode object) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            NameTree child = children.get(folded(property.getKey()));
            if (child == null) {
                result.set(property.getKey(), property.getValue());
            } else if (!child.whole) {
                put(result, property.getKey(), child.withoutIn(property.getValue()));
            }
        }
        return result;
    }

    private JsonNode selectIn(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> select(object);
            case ArrayNode array -> elements(array, true);
            default -> JsonNodeFactory.instance.objectNode();
        };
    }

    private JsonNode withoutIn(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> without(object);
            case ArrayNode array -> elements(array, false);
            default -> value;
        };
    }

    private ArrayNode elements(ArrayNode array, boolean selected) {
        ArrayNode result = JsonNodeFactory.instance.arrayNode(array.size());
        for (JsonNode element : array) {
            JsonNode part = selected ? selectIn(element) : withoutIn(element);
            if (!part.isContainer() || !part.isEmpty()) {
                result.add(part);
            }
        }
        return result;
    }

    private static void put(ObjectNode result, String key, JsonNode value) {
        if (!value.isContainer() || !value.isEmpty()) {
            result.set(key, value);
        }
    }

    /** The key as it is the same in any case. */
    static String folded(String key) {
        return key.toLowerCase(Locale.ROOT);
    }
}
