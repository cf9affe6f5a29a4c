package dev.rollcall.entra.mapping;

import dev.rollcall.entra.expression.BoundedPattern;
import dev.rollcall.entra.expression.ExpressionException;
import dev.rollcall.entra.mapping.ScopingOperator.Arity;
import dev.rollcall.entra.source.SourceObject;
import dev.rollcall.scim.text.LikelyName;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One comparison of a scoping filter. Text is compared with regard to case; the values of {@code REGEX MATCH} are patterns,
 * which match when a part of the text does.
 *
 * @param source the source attribute, one with a single value
 * @param values what it is compared with; none, one or several by the operator
 */
public record ScopingClause(String source, ScopingOperator operator, List<String> values) {
    private static final Set<String> MANY_VALUES = Set.of("members", "proxyAddresses", "otherMails",
            "appRoleAssignments");
    private static final Set<ScopingOperator> ORDERED = EnumSet.of(
            ScopingOperator.GREATER_THAN, ScopingOperator.GREATER_THAN_OR_EQUALS);
    private static final Set<ScopingOperator> PATTERNS = EnumSet.of(
            ScopingOperator.REGEX_MATCH, ScopingOperator.NOT_REGEX_MATCH);
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,40}");

    /** @throws MappingException when the clause can hold of nobody as it is written; the message says what to write */
    public ScopingClause {
        values = List.copyOf(values);
        if (source.isBlank()) {
            throw new MappingException(
                    "A clause of a scoping filter has no source attribute; write its name, department "
                            + "for example.");
        }
        if (MANY_VALUES.contains(source)) {
            throw wrong(source, operator, source + " has several values, and filters compare single ones; use another "
                    + "attribute, or assign users and groups instead");
        }
        Arity arity = operator.arity();
        if (arity == Arity.NO_VALUE && !values.isEmpty()) {
            throw wrong(source, operator, "it takes no value; remove \"" + values.getFirst() + "\"");
        }
        if (arity == Arity.ONE_VALUE && values.size() != 1) {
            throw wrong(source, operator, "it takes one value, and there are " + values.size());
        }
        if (arity == Arity.VALUES && values.isEmpty()) {
            throw wrong(source, operator, "it takes at least one value");
        }
        if (ORDERED.contains(operator) && integer(values.getFirst()).isEmpty()) {
            throw wrong(source, operator, "\"" + values.getFirst() + "\" is no whole number; write one");
        }
        if (PATTERNS.contains(operator)) {
            pattern(source, operator, values.getFirst());
        }
    }

    /**
     * The clause with the operator of that name.
     *
     * @throws MappingException when there is no such operator, with what was probably meant
     */
    public static ScopingClause named(String source, String operatorName, List<String> values) {
        ScopingOperator operator = ScopingOperator.named(operatorName)
                .orElseThrow(
                        () -> new MappingException("The clause of " + source + " has the operator \"" + operatorName
                                + "\", which a scoping filter does not have; " + LikelyName
                                        .of(operatorName, ScopingOperator.names())
                                        .map(near -> "did you mean " + near + "?")
                                        .orElse("write one of " + ScopingOperator.labels() + ".")));
        return new ScopingClause(source, operator, values);
    }

    /**
     * Whether it holds of the object.
     *
     * @throws MappingException when the attribute has several values, or a pattern needs too many steps
     */
    boolean matches(SourceObject object) {
        List<String> texts = texts(object);
        if (texts.size() > 1) {
            throw wrong(source, operator,
                    "'" + object.displayName() + "' has several values of it, and filters compare "
                            + "single ones; use another attribute");
        }
        String text = texts.isEmpty() ? "" : texts.getFirst();
        if (text.isEmpty()) {
            return operator == ScopingOperator.IS_NULL;
        }
        return switch (operator) {
            case EQUALS, AMONG -> values.contains(text);
            case NOT_EQUALS, NOT_AMONG -> !values.contains(text);
            case ENDS_WITH -> text.endsWith(values.getFirst());
            case INCLUDES -> text.contains(values.getFirst());
            case GREATER_THAN -> compared(text).filter(sign -> sign > 0).isPresent();
            case GREATER_THAN_OR_EQUALS -> compared(text).filter(sign -> sign >= 0).isPresent();
            case IS_TRUE -> text.equalsIgnoreCase("true");
            case IS_FALSE -> text.equalsIgnoreCase("false");
            case IS_NULL -> false;
            case IS_NOT_NULL -> true;
            case REGEX_MATCH -> matchesPattern(text);
            case NOT_REGEX_MATCH -> !matchesPattern(text);
        };
    }

    private List<String> texts(SourceObject object) {
        return new SourceAttributes(object).value(source).texts();
    }

    private Optional<Integer> compared(String text) {
        return integer(text).map(number -> number.compareTo(integer(values.getFirst()).orElseThrow()));
    }

    private boolean matchesPattern(String text) {
        try {
            return pattern(source, operator, values.getFirst()).matchesPartOf(text);
        } catch (ExpressionException e) {
            throw new MappingException("The clause of " + source + ": " + e.getMessage(), e);
        }
    }

    private static BoundedPattern pattern(String source, ScopingOperator operator, String text) {
        try {
            return BoundedPattern.compile(text);
        } catch (ExpressionException e) {
            throw new MappingException("The clause " + source + " " + operator.label() + " cannot be used: "
                    + e.getMessage(), e);
        }
    }

    private static Optional<BigInteger> integer(String text) {
        return Optional.of(text.strip()).filter(digits -> INTEGER.matcher(digits).matches()).map(BigInteger::new);
    }

    private static MappingException wrong(String source, ScopingOperator operator, String why) {
        return new MappingException(
                "The clause " + source + " " + operator.label() + " of a scoping filter cannot be used: " + why + ".");
    }

    /** As people write it: {@code department EQUALS "Sales"}. */
    String text() {
        return values.isEmpty()
                ? source + " " + operator.label()
                : source + " " + operator.label() + " \"" + String.join("\", \"", values) + "\"";
    }
}
