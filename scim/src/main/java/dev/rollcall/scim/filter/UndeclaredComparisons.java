package dev.rollcall.scim.filter;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.filter.FilterScope.Reading;
import dev.rollcall.scim.path.UndeclaredPath;
import dev.rollcall.scim.text.Folding;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.Locale;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Comparisons with what no schema declares: by the form of the literal and of the JSON that is there. */
final class UndeclaredComparisons {
    private UndeclaredComparisons() {}

    /** The comparison in normal form. */
    static Filter of(UndeclaredPath path, Operator operator, RawLiteral raw, Reading reading) {
        boolean equality = operator == Operator.EQ || operator == Operator.NE;
        boolean textual = operator == Operator.CO || operator == Operator.SW || operator == Operator.EW;
        if (!equality && !textual) {
            throw refused(path, operator, "no schema declares it, so it has no order; use eq, ne, co, sw, ew or pr.");
        }
        boolean text = raw.kind() == RawLiteral.Kind.STRING || raw.kind() == RawLiteral.Kind.WORD;
        if (textual && !text) {
            throw refused(path, operator, "it compares text, and " + raw.text() + " is none; use eq or ne.");
        }
        return switch (raw.kind()) {
            case NULL -> withNull(path, operator);
            case TRUE, FALSE ->
                new Filter.UndeclaredComparison(
                        path, operator, new Literal.Bool(raw.kind() == RawLiteral.Kind.TRUE));
            case NUMBER ->
                new Filter.UndeclaredComparison(
                        path, operator, new Literal.Number(JsonNumbers.value(raw.text()).orElseThrow()));
            case STRING -> text(path, operator, raw);
            case WORD -> {
                if (raw.text().charAt(0) == '\'' || !reading.allows(Tolerance.UNQUOTED_LITERAL)) {
                    throw refused(path, operator, "write the value in double quotes.");
                }
                yield text(path, operator, raw);
            }
        };
    }

    private static Filter withNull(UndeclaredPath path, Operator operator) {
        Filter present = new Filter.UndeclaredPresent(path);
        return operator == Operator.NE ? present : new Filter.Not(present);
    }

    private static Filter text(UndeclaredPath path, Operator operator, RawLiteral raw) {
        return new Filter.UndeclaredComparison(
                path, operator, new Literal.Text(raw.text(), Folding.fold(raw.text())));
    }

    private static ScimException refused(UndeclaredPath path, Operator operator, String why) {
        return FilterSyntax.invalid(operator.name().toLowerCase(Locale.ROOT) + " cannot be used so with "
                + FilterSyntax.quoted(path.text()) + ": " + why);
    }

    /** The test of one value; {@code ne} gives the test for equal. */
    static Predicate<JsonNode> test(Filter.UndeclaredComparison comparison) {
        return switch (comparison.literal()) {
            case Literal.Bool(boolean wanted) -> value -> value.isBoolean() && value.booleanValue() == wanted;
            case Literal.Number(var wanted) ->
                value -> value.isNumber() && value.decimalValue().compareTo(wanted) == 0;
            case Literal.Text(String exact, String folded) -> switch (comparison.operator()) {
                case EQ, NE -> value -> value.isString()
                        ? Folding.foldsTo(value.stringValue(), folded)
                        : (value.isNumber() || value.isBoolean()) && value.asString().equals(exact);
                case CO -> value -> value.isString() && Folding.fold(value.stringValue()).contains(folded);
                case SW -> value -> value.isString() && Folding.fold(value.stringValue()).startsWith(folded);
                case EW -> value -> value.isString() && Folding.fold(value.stringValue()).endsWith(folded);
                case GT, GE, LT, LE -> throw new IllegalArgumentException("what is undeclared has no order");
            };
            case Literal.DateTime time ->
                throw new IllegalArgumentException("what is undeclared has no times: " + time);
        };
    }
}
