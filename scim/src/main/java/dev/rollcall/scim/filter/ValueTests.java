package dev.rollcall.scim.filter;

import dev.rollcall.scim.text.Folding;
import dev.rollcall.scim.text.XsdDateTime;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** The test of one value against the operator and literal of a comparison; {@code ne} gives the test for equal. */
final class ValueTests {
    private ValueTests() {}

    static Predicate<JsonNode> of(Filter.Comparison comparison) {
        Operator operator = comparison.operator();
        return switch (comparison.literal()) {
            case Literal.Bool(boolean wanted) -> value -> value.isBoolean() && value.booleanValue() == wanted;
            case Literal.Number(BigDecimal wanted) -> number(order(operator), wanted);
            case Literal.DateTime(Instant wanted) -> dateTime(order(operator), wanted);
            case Literal.Text(String exact, String folded) -> comparison.path().leaf().caseExact()
                    ? exact(operator, exact)
                    : folded(operator, folded);
        };
    }

    private static Predicate<JsonNode> number(IntPredicate order, BigDecimal wanted) {
        return value -> value.isNumber() && order.test(value.decimalValue().compareTo(wanted));
    }

    private static Predicate<JsonNode> dateTime(IntPredicate order, Instant wanted) {
        return value -> {
            if (!value.isString()) {
                return false;
            }
            Optional<Instant> instant = XsdDateTime.parse(value.stringValue());
            return instant.isPresent() && order.test(instant.get().compareTo(wanted));
        };
    }

    private static Predicate<JsonNode> exact(Operator operator, String wanted) {
        return switch (operator) {
            case EQ, NE -> value -> value.isString() && value.stringValue().equals(wanted);
            case CO -> value -> value.isString() && value.stringValue().contains(wanted);
            case SW -> value -> value.isString() && value.stringValue().startsWith(wanted);
            case EW -> value -> value.isString() && value.stringValue().endsWith(wanted);
            case GT, GE, LT, LE -> {
                IntPredicate order = order(operator);
                yield value -> value.isString()
                        && order.test(Folding.compareCodePoints(value.stringValue(), wanted));
            }
        };
    }

    private static Predicate<JsonNode> folded(Operator operator, String wanted) {
        return switch (operator) {
            case EQ, NE -> value -> value.isString() && Folding.foldsTo(value.stringValue(), wanted);
            case CO -> value -> value.isString() && Folding.fold(value.stringValue()).contains(wanted);
            case SW -> value -> value.isString() && Folding.fold(value.stringValue()).startsWith(wanted);
            case EW -> value -> value.isString() && Folding.fold(value.stringValue()).endsWith(wanted);
            case GT, GE, LT, LE -> {
                IntPredicate order = order(operator);
                yield value -> value.isString()
                        && order.test(Folding.compareCodePoints(Folding.fold(value.stringValue()), wanted));
            }
        };
    }

    /** Whether a comparison's result satisfies the operator; those without an order never come with such a literal. */
    private static IntPredicate order(Operator operator) {
        return switch (operator) {
            case EQ, NE -> result -> result == 0;
            case GT -> result -> result > 0;
            case GE -> result -> result >= 0;
            case LT -> result -> result < 0;
            case LE -> result -> result <= 0;
            case CO, SW, EW -> throw new IllegalArgumentException(operator + " compares text only");
        };
    }
}
