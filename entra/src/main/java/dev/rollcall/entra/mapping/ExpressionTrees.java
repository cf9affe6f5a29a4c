package dev.rollcall.entra.mapping;

import dev.rollcall.entra.expression.Expression;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Expressions as Microsoft Graph shows them: the text beside the tree that it reads as (attributeMappingSource). */
final class ExpressionTrees {
    private ExpressionTrees() {}

    /** The tree of an expression; its text stays as it was written. */
    static ObjectNode write(Expression expression, String text) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("expression", text);
        node.put("name", name(expression));
        node.put("type", type(expression));
        ArrayNode parameters = node.putArray("parameters");
        if (expression instanceof Expression.Call call) {
            for (int i = 0; i < call.arguments().size(); i++) {
                Expression argument = call.arguments().get(i);
                if (!(argument instanceof Expression.Omitted)) {
                    ObjectNode parameter = parameters.addObject();
                    parameter.put("key", call.parameterName(i));
                    parameter.set("value", write(argument, argument.text()));
                }
            }
        }
        return node;
    }

    /** The text of a source; the tree beside it says the same and is not read, except for what type it is. */
    static String text(JsonNode source, String target) {
        JsonNode text = source.path("expression");
        if (!text.isString() || text.asString().isBlank()) {
            throw new MappingException(
                    "The source of " + target + " has no expression; write it as text, \"[mail]\" for "
                            + "example, beside its type.");
        }
        return text.asString();
    }

    private static String type(Expression expression) {
        return switch (expression) {
            case Expression.Attribute attribute -> "Attribute";
            case Expression.Text text -> "Constant";
            case Expression.Number number -> "Constant";
            case Expression.Omitted omitted -> "Constant";
            case Expression.Comparison comparison -> "Function";
            case Expression.Call call -> "Function";
        };
    }

    private static String name(Expression expression) {
        return switch (expression) {
            case Expression.Attribute attribute -> attribute.name();
            case Expression.Text text -> text.value();
            case Expression.Number number -> number.text();
            case Expression.Omitted omitted -> "";
            case Expression.Comparison comparison -> comparison.operator().sign();
            case Expression.Call call -> call.name();
        };
    }
}
