package dev.rollcall.scim.filter;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.DocumentKeys;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.CommonAttributes;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Refuses filters that would tell what no answer has (7644-3.4.2.2-28), see {@link AttributePath#neverAnswered}, in whatever way it
 * is named: as a part of something else, in brackets, as the {@code value} that a list stands for, or by a name that no schema
 * declares and that leads there all the same, as {@code pin.value} leads to a simple {@code pin}.
 */
public final class HiddenFilters {
    private static final String VALUE = "value";

    private final ResourceType type;
    /** Whether a whole value may be named, as whoever changes an element has to. */
    private final boolean wholeValues;

    private HiddenFilters(ResourceType type, boolean wholeValues) {
        this.type = type;
        this.wholeValues = wholeValues;
    }

    /**
     * Passes when the filter asks for nothing that is never answered.
     *
     * @param filter as it was read
     * @param type of the resources
     * @param place the keys from the top of a resource to what it filters elements of; empty for resources
     * @throws ScimException 403 sensitive otherwise
     */
    public static void requireNone(Filter filter, ResourceType type, List<String> place) {
        new HiddenFilters(type, false).check(filter, place);
    }

    /**
     * Passes when the filter compares what is never answered with whole values alone, by {@code eq} and {@code ne}: so the path of a
     * PATCH selects the element that is to be changed, and nobody finds a value piece by piece.
     *
     * @param filter as it was read
     * @param type of the resource
     * @param place the keys from the top of a resource to what it filters elements of
     * @throws ScimException 403 sensitive otherwise
     */
    public static void requireWholeValues(Filter filter, ResourceType type, List<String> place) {
        new HiddenFilters(type, true).check(filter, place);
    }

    private void check(Filter filter, List<String> place) {
        switch (filter) {
            case Filter.And(Filter left, Filter right) -> {
                check(left, place);
                check(right, place);
            }
            case Filter.Or(Filter left, Filter right) -> {
                check(left, place);
                check(right, place);
            }
            case Filter.Not(Filter operand) -> check(operand, place);
            case Filter.Present(AttributePath path) -> require(!path.neverAnswered(), path.toString());
            case Filter.Comparison(AttributePath path, Operator operator, Literal literal) ->
                require(!path.neverAnswered() || isWhole(operator), path.toString());
            case Filter.ValuePath(AttributePath attribute, Filter inner) -> check(inner, DocumentKeys.of(attribute));
            case Filter.UndeclaredPresent present -> {
                List<String> keys = below(place, present.path().keys());
                require(!hidden(keys), String.join(".", keys));
            }
            case Filter.UndeclaredComparison comparison -> {
                List<String> keys = below(place, comparison.path().keys());
                boolean tells = hidden(keys) || hidden(below(keys, List.of(VALUE)));
                require(!tells || isWhole(comparison.operator()), String.join(".", keys));
            }
            case Filter.UndeclaredElements elements -> check(elements.inner(), below(place, elements.path().keys()));
        }
    }

    private boolean isWhole(Operator operator) {
        return wholeValues && (operator == Operator.EQ || operator == Operator.NE);
    }

    private static List<String> below(List<String> place, List<String> keys) {
        return Stream.concat(place.stream(), keys.stream()).toList();
    }

    private void require(boolean allowed, String name) {
        if (!allowed) {
            throw refusal(name, wholeValues);
        }
    }

    /** The refusal of a name. @param wholeValues whether it may be compared with whole values here */
    private static ScimException refusal(String name, boolean wholeValues) {
        return ScimException.of(ScimType.SENSITIVE, FilterSyntax.quoted(name)
                + (wholeValues
                        ? " is never answered, so it can only be compared with a whole value here; use eq."
                        : " is never answered, so it cannot be filtered by; take it out of the filter."));
    }

    /** The refusal of a name of a search. */
    static ScimException refusal(String name) {
        return refusal(name, false);
    }

    /** Whether the keys lead to an attribute that is never answered, or to something in it. */
    private boolean hidden(List<String> keys) {
        String first = keys.getFirst();
        Optional<Attribute> base = type.schema().attribute(first).or(() -> CommonAttributes.named(first));
        if (base.isPresent()) {
            return hidden(base.get(), keys.subList(1, keys.size()));
        }
        Optional<Schema> extension = type.schema(first);
        return extension.isPresent()
                && keys.size() > 1
                && extension.get()
                        .attribute(keys.get(1))
                        .filter(attribute -> hidden(attribute, keys.subList(2, keys.size())))
                        .isPresent();
    }

    private static boolean hidden(Attribute attribute, List<String> below) {
        return attribute.neverAnswered()
                || !below.isEmpty()
                        && attribute.subAttribute(below.getFirst()).filter(Attribute::neverAnswered).isPresent();
    }
}
