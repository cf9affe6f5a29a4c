package dev.rollcall.entra.expression;

import dev.rollcall.entra.expression.Expression.Comparison;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a comparison means: two numbers are compared as numbers, else texts are compared for equality with regard to case. With
 * a value that is missing or empty the condition is not met, whatever the operator is (Microsoft: "the condition check fails").
 */
final class ValueComparison {
    private ValueComparison() {}

    static boolean holds(Comparison comparison, Value left, Value right) {
        Optional<String> one = text(comparison.left(), left);
        Optional<String> other = text(comparison.right(), right);
        if (one.isEmpty() || other.isEmpty()) {
            return false;
        }
        Optional<BigDecimal> number = Arguments.number(one.get());
        Optional<BigDecimal> otherNumber = Arguments.number(other.get());
        if (number.isPresent() && otherNumber.isPresent()) {
            return holds(comparison.operator(), number.get().compareTo(otherNumber.get()));
        }
        return switch (comparison.operator()) {
            case EQUAL -> one.equals(other);
            case NOT_EQUAL -> !one.equals(other);
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> throw new ExpressionException(
                    comparison.position(), "Only numbers are compared by " + comparison.operator().sign()
                            + "; compare texts by = or <>, and dates by DateDiff.");
        };
    }

    private static boolean holds(Comparison.Operator operator, int order) {
        return switch (operator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }

    private static Optional<String> text(Expression operand, Value value) {
        if (value instanceof Value.Many(var items) && items.size() > 1) {
            throw new ExpressionException(operand.position(),
                    "A list cannot be compared; take one of its values with Item.");
        }
        return value.texts().stream().findFirst().filter(text -> !text.isEmpty());
    }
}
