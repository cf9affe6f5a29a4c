package dev.rollcall.scim.patch;

import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.Literal;
import dev.rollcall.scim.filter.Operator;
import dev.rollcall.scim.path.UndeclaredPath;
import dev.rollcall.scim.resource.UndeclaredValues;
import dev.rollcall.scim.schema.Attribute;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The element that a filter describes, when it is of the forms that clients are known to mean so: an {@code eq} term such as
 * {@code type eq "work"} or {@code primary eq "True"}, or several of them about different sub-attributes joined by
 * {@code and}.
 */
public final class ElementTemplate {
    private ElementTemplate() {}

    /**
     * {@return the sub-attributes that an element must have to match; empty for every other filter}
     *
     * @param filter of one element
     */
    public static Optional<ObjectNode> of(Filter filter) {
        ObjectNode template = JsonNodeFactory.instance.objectNode();
        return describe(filter, template) ? Optional.of(template) : Optional.empty();
    }

    private static boolean describe(Filter filter, ObjectNode template) {
        if (filter instanceof Filter.And(Filter left, Filter right)) {
            return describe(left, template) && describe(right, template);
        }
        if (filter instanceof Filter.UndeclaredComparison(UndeclaredPath path, Operator operator, Literal literal)) {
            return operator == Operator.EQ
                    && !UndeclaredValues.isPassword(path.text())
                    && template.putIfAbsent(path.text(), node(literal)) == null;
        }
        if (!(filter instanceof Filter.Comparison term) || term.operator() != Operator.EQ) {
            return false;
        }
        String name = term.path().subAttribute().map(Attribute::name).orElse("value");
        return template.putIfAbsent(name, node(term.literal())) == null;
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
