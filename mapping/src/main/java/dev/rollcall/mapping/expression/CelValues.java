package dev.rollcall.mapping.expression;

import dev.cel.common.values.NullValue;
import dev.rollcall.scim.text.WellFormed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Between JSON and the values that expressions work with, each way within so many bytes. */
final class CelValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final int limit;
    private long left;

    private CelValues(int limit) {
        this.limit = limit;
        this.left = limit;
    }

    /**
     * The value that an expression gets.
     *
     * @param name what refusals name
     * @throws RowExpressionException when it has more bytes than that
     */
    static Object of(JsonNode json, String name, int limit) {
        if (JsonSize.of(json) > limit) {
            throw new RowExpressionException(
                    name + " has more than " + limit + " bytes, which is more than an expression may read; "
                            + "map it without one.");
        }
        return of(json);
    }

    private static Object of(JsonNode json) {
        return switch (json.getNodeType()) {
            case STRING -> json.stringValue();
            case BOOLEAN -> json.booleanValue();
            case NUMBER -> number(json);
            case ARRAY -> {
                List<Object> list = new ArrayList<>(json.size());
                json.forEach(element -> list.add(of(element)));
                yield list;
            }
            case OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                json.properties().forEach(member -> map.put(member.getKey(), of(member.getValue())));
                yield map;
            }
            case NULL, MISSING, BINARY, POJO -> "";
        };
    }

    private static Object number(JsonNode json) {
        if (json.isIntegralNumber() && json.canConvertToLong()) {
            return json.longValue();
        }
        return json.doubleValue();
    }

    /**
     * The JSON of what an expression gave; empty for nothing, an empty text, an empty list or an empty object.
     *
     * @throws RowExpressionException when it has more bytes than that, or is of a kind that JSON does not have
     */
    static Optional<JsonNode> json(Object value, int limit) {
        return new CelValues(limit).json(value);
    }

    private Optional<JsonNode> json(Object value) {
        spend(4);
        return switch (value) {
            case String text -> text(text);
            case Boolean flag -> Optional.of(NODES.booleanNode(flag));
            case Long number -> Optional.of(number(number));
            case Double number when Double.isFinite(number) ->
                Optional.of(NODES.numberNode(BigDecimal.valueOf(number)));
            case Optional<?> optional -> optional.isEmpty() ? Optional.empty() : json((Object) optional.get());
            case List<?> list -> list(list);
            case Map<?, ?> map -> map(map);
            case NullValue none -> Optional.empty();
            default -> throw new RowExpressionException(
                    "It gives a value that JSON has no form for; make text of it with string(…).");
        };
    }

    /** The node that reading the same number gives, so that equal values are equal. */
    private static JsonNode number(long number) {
        return number == (int) number ? NODES.numberNode((int) number) : NODES.numberNode(number);
    }

    private Optional<JsonNode> text(String text) {
        spend(JsonSize.utf8(text));
        if (!WellFormed.isWellFormed(text)) {
            throw new RowExpressionException(
                    "It gives text with a NUL or half a character in it, which is not kept; take that out.");
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(NODES.stringNode(text));
    }

    private Optional<JsonNode> list(List<?> list) {
        ArrayNode array = NODES.arrayNode();
        for (Object element : list) {
            json(element).ifPresent(array::add);
        }
        return array.isEmpty() ? Optional.empty() : Optional.of(array);
    }

    private Optional<JsonNode> map(Map<?, ?> map) {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<?, ?> member : map.entrySet()) {
            if (!(member.getKey() instanceof String name)) {
                throw new RowExpressionException("It gives an object with a name that is no text; use texts as names.");
            }
            spend(JsonSize.utf8(name));
            json(member.getValue()).ifPresent(value -> object.set(name, value));
        }
        return object.isEmpty() ? Optional.empty() : Optional.of(object);
    }

    private void spend(long bytes) {
        left -= bytes;
        if (left < 0) {
            throw new RowExpressionException("It gives more than " + limit + " bytes; make it shorter.");
        }
    }
}
