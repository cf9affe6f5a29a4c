package dev.rollcall.scim.filter;

import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.UndeclaredPath;
import dev.rollcall.scim.schema.Attribute;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one definition of what a filter means; an index may only narrow the candidates.
 *
 * <p>A comparison holds when any value of the attribute satisfies it (7644-3.4.2.2-20); {@code ne} holds when none is
 * equal, absent values included (-26); inside brackets all conditions apply to the same element (-14); {@code pr} asks
 * for a value that is neither null nor empty (-10), parts that are never answered left aside. Text is compared folded, or exactly where the attribute is
 * caseExact, and ordered by code points (-06, -09); numbers by value; times by instant (-08). An element without
 * {@code primary} counts as not primary (RFC 7643 section 2.4). Stored values of another type than the attribute's
 * satisfy no comparison but {@code ne}.
 *
 * <p>The predicates are immutable and may be used by several threads.
 */
public final class FilterMatcher {
    private FilterMatcher() {}

    /**
     * {@return the filter over full canonical resources, with {@code id}, {@code meta} and whatever else the filter
     * names}
     *
     * @param filter of whole resources
     */
    public static Predicate<ObjectNode> compile(Filter filter) {
        Predicate<JsonNode> predicate = predicate(filter, FilterMatcher::ofResource);
        return predicate::test;
    }

    /**
     * {@return the inner filter of a value path, over one element of its attribute}
     *
     * @param inner of one element
     */
    public static Predicate<JsonNode> compileElement(Filter inner) {
        return predicate(inner, FilterMatcher::ofElement);
    }

    private interface Values {
        /** Where the values of an attribute are found. */
        ValueSource of(AttributePath path);
    }

    private static Predicate<JsonNode> predicate(Filter filter, Values values) {
        return switch (filter) {
            case Filter.And(Filter left, Filter right) -> predicate(left, values).and(predicate(right, values));
            case Filter.Or(Filter left, Filter right) -> predicate(left, values).or(predicate(right, values));
            case Filter.Not(Filter operand) -> predicate(operand, values).negate();
            case Filter.Present(AttributePath path) -> any(values.of(path), told(path.leaf()));
            case Filter.Comparison comparison -> comparison(comparison, values);
            case Filter.ValuePath(AttributePath attribute, Filter inner) -> any(values.of(attribute),
                    hidesParts(attribute.leaf())
                            ? told(attribute.leaf()).and(compileElement(inner))
                            : compileElement(inner));
            case Filter.UndeclaredPresent(UndeclaredPath path) ->
                root -> UndeclaredSource.any(root, path, FilterMatcher::hasValue);
            case Filter.UndeclaredComparison comparison -> undeclared(comparison);
            case Filter.UndeclaredElements(UndeclaredPath path, Filter inner) -> {
                Predicate<JsonNode> element = compileElement(inner);
                yield root -> UndeclaredSource.any(root, path, element);
            }
        };
    }

    private static Predicate<JsonNode> comparison(Filter.Comparison comparison, Values values) {
        AttributePath path = comparison.path();
        ValueSource source = values.of(path);
        if (comparison.literal() instanceof Literal.Bool(boolean wanted) && isPrimary(path)) {
            source = source.withElementsLackingIt();
            Predicate<JsonNode> equal = any(source, value -> value.booleanValue(false) == wanted);
            return comparison.operator() == Operator.NE ? equal.negate() : equal;
        }
        boolean negated = comparison.operator() == Operator.NE;
        Predicate<JsonNode> any = any(source, ValueTests.of(comparison));
        return negated ? any.negate() : any;
    }

    private static Predicate<JsonNode> undeclared(Filter.UndeclaredComparison comparison) {
        Predicate<JsonNode> test = UndeclaredComparisons.test(comparison);
        Predicate<JsonNode> any = root -> UndeclaredSource.anySimple(root, comparison.path(), test);
        return comparison.operator() == Operator.NE ? any.negate() : any;
    }

    private static boolean isPrimary(AttributePath path) {
        return path.subAttribute().isPresent() && path.leaf().name().equals("primary");
    }

    private static Predicate<JsonNode> any(ValueSource source, Predicate<JsonNode> test) {
        return root -> source.any(root, test);
    }

    private static ValueSource ofResource(AttributePath path) {
        String attribute = path.attribute().name();
        if (path.extension().isPresent()) {
            return new ValueSource.InExtension(path.extension().get().id(), attribute, ofSub(path));
        }
        return path.subAttribute().isPresent()
                ? new ValueSource.InAttribute(attribute, ofSub(path))
                : new ValueSource.Attribute(attribute);
    }

    private static ValueSource ofSub(AttributePath path) {
        return path.subAttribute().isPresent() ? ofElement(path) : ValueSource.ITSELF;
    }

    private static ValueSource ofElement(AttributePath path) {
        return path.attribute().complex()
                ? new ValueSource.Attribute(path.leaf().name())
                : ValueSource.ITSELF;
    }

    /** Whether a value has something in it that answers have: what is never answered is not told by being there. */
    private static Predicate<JsonNode> told(Attribute attribute) {
        if (!hidesParts(attribute)) {
            return FilterMatcher::hasValue;
        }
        return value -> value.isObject()
                ? value.properties()
                        .stream()
                        .anyMatch(part -> attribute.subAttribute(part.getKey())
                                .filter(Attribute::neverAnswered)
                                .isEmpty()
                                && hasValue(part.getValue()))
                : hasValue(value);
    }

    private static boolean hidesParts(Attribute attribute) {
        for (Attribute sub : attribute.subAttributes()) {
            if (sub.neverAnswered()) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasValue(JsonNode value) {
        if (value.isString()) {
            return !value.stringValue().isEmpty();
        }
        if (value.isContainer()) {
            for (JsonNode child : value) {
                if (hasValue(child)) {
                    return true;
                }
            }
            return false;
        }
        return !value.isNull();
    }
}
