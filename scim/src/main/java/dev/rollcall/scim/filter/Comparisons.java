package dev.rollcall.scim.filter;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.filter.FilterScope.Reading;
import dev.rollcall.scim.filter.RawLiteral.Kind;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.text.Folding;
import dev.rollcall.scim.text.XsdDateTime;
import dev.rollcall.scim.tolerance.Tolerance;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Fits an operator and a literal to the type of an attribute (7644-3.4.2.2-05, -07, -27). */
final class Comparisons {
    private Comparisons() {}

    /** The comparison in normal form. */
    static Filter of(AttributePath named, Operator operator, RawLiteral raw, Reading reading) {
        if (raw.kind() == Kind.NULL) {
            return withNull(named, operator);
        }
        AttributePath path = comparable(named);
        Attribute attribute = path.leaf();
        requireSupported(path, operator);
        Literal literal = switch (attribute.type()) {
            case STRING, REFERENCE, BINARY -> text(path, operator, raw, reading);
            case BOOLEAN -> bool(path, raw, reading);
            case INTEGER, DECIMAL -> new Literal.Number(number(path, raw));
            case DATE_TIME -> new Literal.DateTime(dateTime(path, raw, reading));
            case COMPLEX -> throw new IllegalStateException("a comparable attribute is never complex");
        };
        return new Filter.Comparison(path, operator, literal);
    }

    /** A filter that nothing satisfies. */
    static Filter nothing(AttributePath any) {
        return new Filter.And(new Filter.Present(any), new Filter.Not(new Filter.Present(any)));
    }

    /** {@code eq null} means unassigned, {@code ne null} assigned, and nothing is before or after null. */
    private static Filter withNull(AttributePath path, Operator operator) {
        if (operator == Operator.EQ) {
            return new Filter.Not(new Filter.Present(path));
        }
        if (operator == Operator.NE) {
            return new Filter.Present(path);
        }
        requireSupported(path, operator);
        if (!ordering(operator)) {
            throw FilterSyntax.invalid(keyword(operator) + " cannot be used with null; compare " + path
                    + " with a text in double quotes.");
        }
        return nothing(path);
    }

    private static AttributePath comparable(AttributePath path) {
        if (!path.leaf().complex()) {
            return path;
        }
        Optional<Attribute> value = path.leaf().subAttribute("value");
        if (value.isEmpty() || path.subAttribute().isPresent()) {
            String example = path.leaf().subAttributes().getFirst().name();
            throw FilterSyntax.invalid("\"" + path + "\" is complex and cannot be compared as a whole; "
                    + "name one of its sub-attributes, for example " + path + "." + example + ".");
        }
        return path.withSubAttribute(value.get());
    }

    private static void requireSupported(AttributePath path, Operator operator) {
        boolean equality = operator == Operator.EQ || operator == Operator.NE;
        boolean supported = switch (path.leaf().type()) {
            case STRING, REFERENCE -> true;
            case BOOLEAN, BINARY -> equality;
            case INTEGER, DECIMAL, DATE_TIME -> equality || ordering(operator);
            case COMPLEX -> equality;
        };
        if (!supported) {
            throw FilterSyntax.invalid(keyword(operator) + " cannot be used with \"" + path + "\", which is of type "
                    + path.leaf().type().keyword() + "; use eq or ne"
                    + (ordering(operator) ? "." : ", or gt, ge, lt, le where the type has an order."));
        }
    }

    private static boolean ordering(Operator operator) {
        return switch (operator) {
            case GT, GE, LT, LE -> true;
            case EQ, NE, CO, SW, EW -> false;
        };
    }

    private static Literal text(AttributePath path, Operator operator, RawLiteral raw, Reading reading) {
        boolean bare = raw.kind() == Kind.WORD || raw.kind() == Kind.NUMBER;
        boolean tolerable = bare && !ordering(operator) && raw.text().charAt(0) != '\'';
        boolean accepted = raw.kind() == Kind.STRING
                || (tolerable && reading.allows(Tolerance.UNQUOTED_LITERAL));
        if (!accepted) {
            throw mistyped(path, "a text in double quotes, for example \"example\"");
        }
        return new Literal.Text(raw.text(), path.leaf().caseExact() ? raw.text() : Folding.fold(raw.text()));
    }

    private static Literal bool(AttributePath path, RawLiteral raw, Reading reading) {
        if (raw.kind() == Kind.TRUE || raw.kind() == Kind.FALSE) {
            return new Literal.Bool(raw.kind() == Kind.TRUE);
        }
        boolean isTrue = raw.text().equalsIgnoreCase("true");
        boolean readable = raw.kind() != Kind.NUMBER && (isTrue || raw.text().equalsIgnoreCase("false"));
        if (!readable || !reading.allows(Tolerance.BOOLEAN_STRING)) {
            throw mistyped(path, "true or false, without quotes");
        }
        return new Literal.Bool(isTrue);
    }

    private static BigDecimal number(AttributePath path, RawLiteral raw) {
        if (raw.kind() != Kind.NUMBER) {
            throw mistyped(path, "a number without quotes");
        }
        return JsonNumbers.value(raw.text())
                .orElseThrow(
                        () -> mistyped(path, "a number of at most " + JsonNumbers.MAX_DIGITS + " digits"));
    }

    private static Instant dateTime(AttributePath path, RawLiteral raw, Reading reading) {
        boolean bare = raw.kind() == Kind.WORD;
        Optional<Instant> instant = bare || raw.kind() == Kind.STRING
                ? XsdDateTime.parse(raw.text())
                : Optional.empty();
        return instant.filter(time -> !bare || reading.allows(Tolerance.UNQUOTED_LITERAL))
                .orElseThrow(
                        () -> mistyped(path, "a date and time in double quotes, for example \"2026-01-31T08:30:00Z\""));
    }

    private static ScimException mistyped(AttributePath path, String expected) {
        return FilterSyntax.invalid("\"" + path + "\" is of type " + path.leaf().type().keyword()
                + "; compare it with " + expected + ".");
    }

    private static String keyword(Operator operator) {
        return operator.name().toLowerCase(Locale.ROOT);
    }
}
