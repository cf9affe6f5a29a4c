package dev.rollcall.mapping.expression;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A CEL expression that is true or false of an event. It knows {@code type}, {@code object}, {@code previous} (an empty object
 * where the event has none), {@code changed} (a list of paths) and {@code connection} ({@code id}, {@code name},
 * {@code strategy}). Immutable, for use by several threads.
 */
public final class EventCondition {
    private final RowExpression expression;

    private EventCondition(RowExpression expression) {
        this.expression = expression;
    }

    /**
     * The condition of that source.
     *
     * @throws RowExpressionException when it cannot be compiled, gives something else than true or false, or is larger than its limits
     */
    public static EventCondition compile(String source, ExpressionLimits limits) {
        return new EventCondition(new CelCompilation(limits).event(source));
    }

    /**
     * Whether it is true.
     *
     * @param event with the members that the condition knows, as far as there are any
     * @throws RowExpressionException when it has no value within its limits
     */
    public boolean holds(ObjectNode event) {
        return expression.evaluate(Optional.empty(), event).map(JsonNode::booleanValue).orElse(false);
    }
}
