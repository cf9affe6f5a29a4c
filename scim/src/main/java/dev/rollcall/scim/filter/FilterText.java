package dev.rollcall.scim.filter;

import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.UndeclaredPath;
import java.util.Locale;

/** Writes a filter in the filter language; reading the text again gives an equal filter. */
public final class FilterText {
    private FilterText() {}

    /**
     * {@return the filter as it stands outside brackets}
     *
     * @param filter of whole resources
     */
    public static String of(Filter filter) {
        StringBuilder out = new StringBuilder();
        write(filter, false, out);
        return out.toString();
    }

    /**
     * {@return the inner filter of a value path, with bare sub-attribute names, without the brackets}
     *
     * @param inner of one element
     */
    public static String ofElement(Filter inner) {
        StringBuilder out = new StringBuilder();
        write(inner, true, out);
        return out.toString();
    }

    private static void write(Filter filter, boolean inElement, StringBuilder out) {
        switch (filter) {
            case Filter.And(Filter left, Filter right) -> {
                operand(left, left instanceof Filter.Or, inElement, out);
                out.append(" and ");
                operand(right, right instanceof Filter.Or || right instanceof Filter.And, inElement, out);
            }
            case Filter.Or(Filter left, Filter right) -> {
                write(left, inElement, out);
                out.append(" or ");
                operand(right, right instanceof Filter.Or, inElement, out);
            }
            case Filter.Not(Filter operand) -> {
                out.append("not ");
                operand(operand, true, inElement, out);
            }
            case Filter.Present(AttributePath path) -> out.append(name(path, inElement)).append(" pr");
            case Filter.Comparison(AttributePath path, Operator operator, Literal literal) -> {
                out.append(name(path, inElement))
                        .append(' ')
                        .append(operator.name().toLowerCase(Locale.ROOT))
                        .append(' ');
                literal(literal, out);
            }
            case Filter.UndeclaredPresent(UndeclaredPath path) -> out.append(path.text()).append(" pr");
            case Filter.UndeclaredComparison(UndeclaredPath path, Operator operator, Literal literal) -> {
                out.append(path.text()).append(' ').append(operator.name().toLowerCase(Locale.ROOT)).append(' ');
                literal(literal, out);
            }
            case Filter.UndeclaredElements(UndeclaredPath path, Filter inner) -> {
                out.append(path.text()).append('[');
                write(inner, true, out);
                out.append(']');
            }
            case Filter.ValuePath(AttributePath attribute, Filter inner) -> {
                out.append(attribute).append('[');
                write(inner, true, out);
                out.append(']');
            }
        }
    }

    private static void operand(Filter filter, boolean parentheses, boolean inElement, StringBuilder out) {
        out.append(parentheses ? "(" : "");
        write(filter, inElement, out);
        out.append(parentheses ? ")" : "");
    }

    private static String name(AttributePath path, boolean inElement) {
        return inElement ? path.leaf().name() : path.toString();
    }

    private static void literal(Literal literal, StringBuilder out) {
        switch (literal) {
            case Literal.Text text -> string(text.value(), out);
            case Literal.Bool bool -> out.append(bool.value());
            case Literal.Number number -> out.append(number.value());
            case Literal.DateTime dateTime -> string(dateTime.value().toString(), out);
        }
    }

    private static void string(String value, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
