package dev.rollcall.mapping.place;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes one value by the keys that lead to it. Documents are never changed: what leads to a written value is copied,
 * everything else is shared.
 *
 * @param keys one to three, from the top
 * @param anyCase whether the keys are found in any case, as those that no schema declares are; a new one is spelled as here
 */
record DocumentTree(List<String> keys, boolean anyCase) {
    DocumentTree {
        keys = List.copyOf(keys);
    }

    /** What stands there; empty when nothing does, or null. */
    Optional<JsonNode> read(JsonNode document) {
        JsonNode node = document;
        for (String key : keys) {
            node = node.path(spelling(node, key));
        }
        return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node);
    }

    /** The document with that there; what is left empty on the way is taken out. */
    ObjectNode write(ObjectNode document, Optional<JsonNode> value) {
        return write(document, 0, value);
    }

    /** The keys as this document spells them. */
    List<String> spelledIn(JsonNode document) {
        List<String> spelled = new ArrayList<>();
        JsonNode node = document;
        for (String key : keys) {
            spelled.add(spelling(node, key));
            node = node.path(spelled.getLast());
        }
        return spelled;
    }

    private ObjectNode write(ObjectNode object, int depth, Optional<JsonNode> value) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        copy.setAll(object);
        String key = spelling(object, keys.get(depth));
        Optional<JsonNode> inner = depth + 1 == keys.size() ? value : below(object.path(key), depth + 1, value);
        inner.ifPresentOrElse(node -> copy.set(key, node), () -> copy.remove(key));
        return copy;
    }

    private Optional<JsonNode> below(JsonNode node, int depth, Optional<JsonNode> value) {
        if (!node.isObject() && !node.isMissingNode()) {
            throw new PlaceException("The resource keeps no object at " + String.join(":", keys.subList(0, depth))
                    + ", so that nothing can stand below it; have the identity provider send an object there.");
        }
        ObjectNode object = node instanceof ObjectNode present ? present : JsonNodeFactory.instance.objectNode();
        ObjectNode written = write(object, depth, value);
        return written.isEmpty() ? Optional.empty() : Optional.of(written);
    }

    private String spelling(JsonNode node, String key) {
        if (!anyCase || !(node instanceof ObjectNode object) || object.has(key)) {
            return key;
        }
        return object.propertyNames().stream().filter(key::equalsIgnoreCase).findFirst().orElse(key);
    }
}
