package dev.rollcall.entra.expression;

import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * Gives the values of expressions. It keeps nothing between two of them and may be used by several threads if the clock and
 * the generator may.
 *
 * @param clock what {@code Now()} shows
 * @param random what {@code Guid()} and {@code RandomString(…)} draw from
 */
public record Evaluator(Clock clock, RandomGenerator random) {
    /** The most characters that a function may give. */
    public static final int MAX_TEXT = 1 << 20;

    /**
     * The value of the expression for an object.
     *
     * @throws ExpressionException when a function cannot do with the values that it gets; the message names the function, its
     *         place and what to write instead
     */
    public Value evaluate(Expression expression, AttributeValues attributes) {
        return switch (expression) {
            case Expression.Attribute attribute -> attributes.value(attribute.name());
            case Expression.Text text -> new Value.Text(text.value());
            case Expression.Number number -> new Value.Decimal(number.value());
            case Expression.Omitted omitted -> Value.MISSING;
            case Expression.Comparison comparison -> new Value.Bool(ValueComparison.holds(comparison,
                    evaluate(comparison.left(), attributes), evaluate(comparison.right(), attributes)));
            case Expression.Call call -> call(call, attributes);
        };
    }

    private Value call(Expression.Call call, AttributeValues attributes) {
        EntraFunction function = FunctionTable.find(call.name()).orElseThrow();
        Value value = function.body().apply(new Arguments(call, this, attributes));
        if (value instanceof Value.Text(String text) && text.length() > MAX_TEXT) {
            throw new ExpressionException(call.position(), call.name() + " gives a text of " + text.length()
                    + " characters; at most " + MAX_TEXT + " are kept. Cut its source with Left first.");
        }
        return value;
    }
}
