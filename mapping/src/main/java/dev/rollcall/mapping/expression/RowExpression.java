package dev.rollcall.mapping.expression;

import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A compiled expression. Immutable, for use by several threads. */
public interface RowExpression {
    /**
     * The value of the expression; empty when that is null, an empty text, an empty list or an empty object.
     *
     * @param value what the name {@code value} stands for; empty where the row has none
     * @param resource the user's document, whose attributes the names in an inbound expression stand for
     * @throws RowExpressionException when it has none within its limits
     */
    Optional<JsonNode> evaluate(Optional<JsonNode> value, ObjectNode resource);

    /** The top-level members of a document that the expression reads by name: {@code userName}, or the URN of an extension. */
    Set<String> attributes();
}
