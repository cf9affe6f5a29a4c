package dev.rollcall.scim.json;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.text.WellFormed;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builds the tree from the tokens and applies the limits on the way, before anything large is made. The tree takes as little
 * memory as it can, and nobody can change it; {@link TreeWeight} says how much it takes at most.
 */
final class TreeReader {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** No int needs more characters. */
    private static final int MAX_INT_DIGITS = 9;
    private static final int MAX_LONG_DIGITS = 18;
    private static final ArrayNode EMPTY_ARRAY = new ArrayNode(NODES, List.of());

    private final JsonParser parser;
    private final JsonLimits limits;
    private int values;

    TreeReader(JsonParser parser, JsonLimits limits) {
        this.parser = parser;
        this.limits = limits;
    }

    /** The object whose opening brace was read. */
    ObjectNode object(int depth) {
        refuseDeeper(depth);
        countValue();
        String name = parser.nextName();
        if (name == null) {
            return ObjectBuilder.empty();
        }
        ObjectBuilder object = new ObjectBuilder();
        for (; name != null; name = parser.nextName()) {
            if (!object.claim(requireText(name))) {
                throw ScimJson.invalid("The name \"" + shortened(name) + "\" is there twice in one object"
                        + here() + "; names are the same in any case, so keep one of them.");
            }
            object.add(name, value(parser.nextToken(), depth));
        }
        return object.build();
    }

    private ArrayNode array(int depth) {
        refuseDeeper(depth);
        countValue();
        JsonToken token = parser.nextToken();
        if (token == JsonToken.END_ARRAY) {
            return EMPTY_ARRAY;
        }
        List<JsonNode> elements = new ArrayList<>();
        for (; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(token, depth));
        }
        return new ArrayNode(NODES, List.copyOf(elements));
    }

    private JsonNode value(JsonToken token, int depth) {
        return switch (token) {
            case START_OBJECT -> object(depth + 1);
            case START_ARRAY -> array(depth + 1);
            default -> {
                countValue();
                yield scalar(token);
            }
        };
    }

    private JsonNode scalar(JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> NODES.stringNode(requireText(parser.getString()));
            case VALUE_NUMBER_INT -> integer(number());
            case VALUE_NUMBER_FLOAT -> decimal(number());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case START_OBJECT, START_ARRAY, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT,
                    NOT_AVAILABLE ->
                throw ScimJson.invalid("The body is not valid JSON" + here() + "; correct it there.");
        };
    }

    private static JsonNode integer(String digits) {
        if (digits.length() <= MAX_INT_DIGITS) {
            return NODES.numberNode(Integer.parseInt(digits));
        }
        return digits.length() <= MAX_LONG_DIGITS
                ? NODES.numberNode(Long.parseLong(digits))
                : NODES.numberNode(new BigInteger(digits));
    }

    private JsonNode decimal(String text) {
        int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
        // Ten digits of exponent would not fit into a scale; far less is already beyond any limit in use.
        BigDecimal value = exponent < 0 || text.length() - exponent <= 9 ? new BigDecimal(text) : null;
        if (value == null || Math.abs((long) value.scale()) > limits.maxNumberLength()) {
            throw tooLong();
        }
        return DecimalNode.valueOf(value);
    }

    private String number() {
        if (parser.getStringLength() > limits.maxNumberLength()) {
            throw tooLong();
        }
        return parser.getString();
    }

    private RuntimeException tooLong() {
        return ScimJson.invalid("A number" + here() + " has more than " + limits.maxNumberLength()
                + " digits; send it as text, or shorter.");
    }

    private String requireText(String text) {
        if (text.length() > limits.maxStringLength()) {
            throw ScimJson.invalid("A text" + here() + " is longer than " + limits.maxStringLength()
                    + " characters; send it shorter.");
        }
        if (!WellFormed.isWellFormed(text)) {
            throw ScimJson
                    .invalid("A text" + here() + " holds NUL or half of a surrogate pair; remove that character.");
        }
        return text;
    }

    private void countValue() {
        values++;
        if (values > limits.maxValues()) {
            throw ScimException.of(413, "The body has more than " + limits.maxValues()
                    + " values. Send fewer attributes, elements or members in one request.");
        }
    }

    private void refuseDeeper(int depth) {
        if (depth > limits.maxDepth()) {
            throw ScimJson.invalid("The body has more than " + limits.maxDepth()
                    + " objects and arrays inside each other" + here() + "; send it flatter.");
        }
    }

    private String here() {
        return ScimJson.place(parser.currentTokenLocation());
    }

    private static String shortened(String name) {
        return Excerpt.of(name, 60);
    }
}
