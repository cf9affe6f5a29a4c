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

/**
 * The element that a filter describes, when it is the one form that clients are known to mean so: a single {@code eq} term
 * such as {@code type eq "work"} or {@code primary eq "True"}.
 */
final class ElementTemplate {
    private ElementTemplate() {}

    /** The sub-attribute that an element must have to match; empty for every other filter. */
    static Optional<ObjectNode> of(Filter filter) {
        if (!(filter instanceof Filter.Comparison term) || term.operator() != Operator.EQ) {
            return Optional.empty();
        }
        String name = term.path().subAttribute().map(Attribute::name).orElse("value");
        return Optional.of(JsonNodeFactory.instance.objectNode().set(name, node(term.literal())));
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
