package dev.rollcall.client.entra;

import dev.rollcall.client.target.AttributeDifference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Attributes and differences of them, from paths and values in turn; a value may be a text or JSON. */
final class Attributes {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Attributes() {}

    static SequencedMap<String, JsonNode> of(Object... pathsAndValues) {
        SequencedMap<String, JsonNode> attributes = new LinkedHashMap<>();
        for (int i = 0; i < pathsAndValues.length; i += 2) {
            attributes.put((String) pathsAndValues[i], switch (pathsAndValues[i + 1]) {
                case JsonNode node -> node;
                case Object text -> JSON.stringNode((String) text);
            });
        }
        return attributes;
    }

    static List<AttributeDifference> added(Object... pathsAndValues) {
        return of(pathsAndValues).entrySet()
                .stream()
                .map(e -> new AttributeDifference(e.getKey(), Optional.empty(), Optional.of(e.getValue())))
                .toList();
    }

    static List<AttributeDifference> replaced(Object... pathsAndValues) {
        return added(pathsAndValues).stream()
                .map(d -> new AttributeDifference(d.path(), Optional.of(JSON.stringNode("before")), d.wanted()))
                .toList();
    }

    static Optional<JsonNode> bool(boolean value) {
        return Optional.of(JSON.booleanNode(value));
    }

    static Optional<JsonNode> text(String value) {
        return Optional.of(JSON.stringNode(value));
    }
}
