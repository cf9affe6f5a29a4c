package dev.rollcall.entra.expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/**
 * What an expression gives.
 *
 * <p>As text, a boolean is {@code True} or {@code False} and a number has no exponent. Dates are texts of the form
 * {@code M/d/yyyy h:mm:ss tt} in UTC, because Entra has no other type for them between functions.
 */
public sealed interface Value {
    /** There is no value: the attribute is absent. */
    Value MISSING = new Missing();

    /** The attribute is dropped from the flow; unlike a missing value it is not replaced by a default either. */
    Value IGNORED = new Ignored();

    /** See {@link #MISSING}. */
    record Missing() implements Value {}

    /** See {@link #IGNORED}. */
    record Ignored() implements Value {}

    /** A text, which may be empty. */
    record Text(String text) implements Value {}

    /** A boolean. */
    record Bool(boolean value) implements Value {}

    /** A number. */
    record Decimal(BigDecimal value) implements Value {}

    /** The values of a multi-valued attribute: texts, booleans, numbers, or objects as role assignments are. */
    record Many(List<JsonNode> items) implements Value {
        public Many {
            items = List.copyOf(items);
        }
    }

    /** The value that a source attribute has in JSON; null, an empty list and an empty object are missing. */
    static Value of(JsonNode node) {
        if (node.isNull() || node.isMissingNode() || node.isContainer() && node.isEmpty()) {
            return MISSING;
        }
        if (node.isArray()) {
            return new Many(List.copyOf(node.values()));
        }
        if (node.isObject()) {
            return new Many(List.of(node));
        }
        if (node.isBoolean()) {
            return new Bool(node.booleanValue());
        }
        return node.isNumber() ? new Decimal(node.decimalValue()) : new Text(node.asString());
    }

    /** A whole number. */
    static Value of(long number) {
        return new Decimal(BigDecimal.valueOf(number));
    }

    /** The texts, as one multi-valued value. */
    static Value of(List<String> texts) {
        return texts.isEmpty() ? MISSING : new Many(List.copyOf(texts.stream().map(StringNode::valueOf).toList()));
    }

    /** All texts in it: none when it is missing, one for each of several. */
    default List<String> texts() {
        return switch (this) {
            case Missing missing -> List.of();
            case Ignored ignored -> List.of();
            case Text(String text) -> List.of(text);
            case Bool(boolean value) -> List.of(value ? "True" : "False");
            case Decimal(BigDecimal value) -> List.of(value.toPlainString());
            case Many(List<JsonNode> items) -> items.stream().flatMap(item -> itemTexts(item).stream()).toList();
        };
    }

    private static List<String> itemTexts(JsonNode item) {
        return item.isContainer() ? List.of(item.toString()) : of(item).texts();
    }

    /**
     * As it is sent: a text, a boolean, or a list. A number is sent as text (entra.md section 5.4); a missing, an ignored and
     * an empty value are not sent at all (section 3.12).
     */
    default Optional<JsonNode> toJson() {
        return switch (this) {
            case Missing missing -> Optional.empty();
            case Ignored ignored -> Optional.empty();
            case Text(String text) -> text.isEmpty() ? Optional.empty() : Optional.of(StringNode.valueOf(text));
            case Bool(boolean value) -> Optional.of(BooleanNode.valueOf(value));
            case Decimal(BigDecimal value) -> Optional.of(StringNode.valueOf(value.toPlainString()));
            case Many(List<JsonNode> items) -> list(items);
        };
    }

    private static Optional<JsonNode> list(List<JsonNode> items) {
        List<JsonNode> sent = new ArrayList<>();
        for (JsonNode item : items) {
            if (item.isContainer()) {
                sent.add(item);
            } else {
                of(item).toJson().ifPresent(sent::add);
            }
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        sent.forEach(array::add);
        return array.isEmpty() ? Optional.empty() : Optional.of(array);
    }
}
