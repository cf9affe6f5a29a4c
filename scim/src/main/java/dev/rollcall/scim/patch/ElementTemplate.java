package dev.rollcall.scim.patch;

import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.Literal;
import dev.rollcall.scim.filter.Operator;
import dev.rollcall.scim.schema.Attribute;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The element that a filter describes, if it describes exactly one: {@code eq} terms joined by {@code and}. */
final class ElementTemplate {
    private ElementTemplate() {}

    /** The sub-attributes that an element must have to match; empty when the filter is anything else than equality. */
    static Optional<ObjectNode> of(Filter filter) {
        ObjectNode template = JsonNodeFactory.instance.objectNode();
        return collect(filter, template) ? Optional.of(template) : Optional.empty();
    }

    private static boolean collect(Filter filter, ObjectNode template) {
        return switch (filter) {
            case Filter.And and -> collect(and.left(), template) && collect(and.right(), template);
            case Filter.Comparison term -> term.operator() == Operator.EQ && put(term, template);
            case Filter.Or or -> false;
            case Filter.Not not -> false;
            case Filter.Present present -> false;
            case Filter.ValuePath path -> false;
        };
    }

    private static boolean put(Filter.Comparison term, ObjectNode template) {
        String name = term.path().subAttribute().map(Attribute::name).orElse("value");
        JsonNode value = node(term.literal());
        JsonNode before = template.replace(name, value);
        return before == null || before.equals(value);
    }

    private static JsonNode node(Literal literal) {
        return switch (literal) {
            case Literal.Text text -> StringNode.valueOf(text.value());
            case Literal.Bool bool -> BooleanNode.valueOf(bool.value());
            case Literal.Number number -> DecimalNode.valueOf(number.value());
            case Literal.DateTime time -> StringNode.valueOf(time.value().toString());
        };
    }
}
