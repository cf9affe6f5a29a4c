package dev.rollcall.clients;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads and compares JSON in tests. */
final class Json {
    /** As strict as a reader can be: no duplicate names, nothing behind the value. */
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** For test data that is written by hand, with single quotes. */
    private static final JsonMapper HANDWRITTEN = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
            .build();

    private Json() {}

    /** Reads what came over the wire. */
    static JsonNode strict(byte[] utf8) {
        return STRICT.readTree(utf8);
    }

    /** Reads a test's own text, in which single quotes may stand for double ones. */
    static JsonNode of(String handwritten) {
        return HANDWRITTEN.readTree(handwritten);
    }

    /** The same for an object. */
    static ObjectNode object(String handwritten) {
        return (ObjectNode) of(handwritten);
    }

    static byte[] bytes(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The value at a JSON pointer as a plain Java value (String, Boolean, Integer, List, Map); null when nothing is
     * there.
     */
    static Object at(JsonNode node, String pointer) {
        JsonNode found = node.at(pointer);
        return found.isMissingNode() || found.isNull() ? null : STRICT.treeToValue(found, Object.class);
    }

    /** A copy with every string value, and every name, passed through a function. */
    static JsonNode mapStrings(JsonNode node, UnaryOperator<String> function) {
        if (node.isString()) {
            return JsonNodeFactory.instance.stringNode(function.apply(node.stringValue()));
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            for (JsonNode element : array) {
                copy.add(mapStrings(element, function));
            }
            return copy;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            Iterator<Map.Entry<String, JsonNode>> members = object.properties().iterator();
            while (members.hasNext()) {
                Map.Entry<String, JsonNode> member = members.next();
                copy.set(function.apply(member.getKey()), mapStrings(member.getValue(), function));
            }
            return copy;
        }
        return node;
    }
}
