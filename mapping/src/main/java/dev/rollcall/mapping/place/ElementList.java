package dev.rollcall.mapping.place;

import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.DocumentKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A list in a document, element by element.
 *
 * @param name canonical
 * @param declared empty for what no schema declares
 */
record ElementList(String name, Optional<AttributePath> declared, DocumentTree tree) {

    static ElementList of(AttributePath list) {
        return new ElementList(
                list.toString(), Optional.of(list), new DocumentTree(DocumentKeys.of(list), false));
    }

    static ElementList undeclared(List<String> keys) {
        return new ElementList(UndeclaredPaths.text(keys), Optional.empty(), new DocumentTree(keys, true));
    }

    /** The elements; none when there is no list. */
    List<JsonNode> read(ObjectNode document) {
        List<JsonNode> elements = new ArrayList<>();
        tree.read(document).filter(JsonNode::isArray).ifPresent(list -> list.forEach(elements::add));
        return elements;
    }

    /** The document with these elements. */
    ObjectNode write(ObjectNode document, List<JsonNode> elements) {
        if (elements.isEmpty()) {
            return tree.write(document, Optional.empty());
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode(elements.size());
        list.addAll(elements);
        return tree.write(document, Optional.of(list));
    }

    /** The pointer of an element, or of a part of it. */
    List<String> pointer(ObjectNode document, int index, String... part) {
        List<String> pointer = new ArrayList<>(tree.spelledIn(document));
        pointer.add(Integer.toString(index));
        pointer.addAll(List.of(part));
        return pointer;
    }
}
