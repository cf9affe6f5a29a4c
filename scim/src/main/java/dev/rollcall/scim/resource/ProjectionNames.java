package dev.rollcall.scim.resource;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.filter.FilterMatcher;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.filter.HiddenFilters;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.AttributePaths;
import dev.rollcall.scim.path.DocumentKeys;
import dev.rollcall.scim.resource.ElementSelection.PlacedFilter;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Returned;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.tolerance.RequestDialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * Reads the names of {@code attributes} or of {@code excludedAttributes}: places in a resource, some with a filter in brackets
 * that selects elements there.
 *
 * <p>All filters of the parameter together have at most as many conditions and connectives as one filter may have, because
 * all of them are put to every element of every resource that is answered. Used once, not shared between threads.
 */
final class ProjectionNames {
    private static final String ALL = "*";

    private final ResourceType type;
    private final boolean excluded;
    private final RequestDialect dialect;
    private final FilterLimits limits;

    private final NameTree places = new NameTree();
    /** What is named without a filter, so that none counts there. */
    private final NameTree whole = new NameTree();
    private final List<PlacedFilter> filters = new ArrayList<>();
    private boolean all;
    private int nodes;

    /**
     * A reader of one parameter.
     *
     * @param excluded whether the names say what is left out
     */
    ProjectionNames(ResourceType type, boolean excluded, RequestDialect dialect, FilterLimits limits) {
        this.type = type;
        this.excluded = excluded;
        this.dialect = dialect;
        this.limits = limits;
    }

    /**
     * Reads a name.
     *
     * @throws ScimException 400 invalidFilter for brackets that cannot be read, that stand where there are no elements, or that
     *     have too much in them together with those before; 403 sensitive for those that name what is never answered
     */
    void read(String name) {
        int bracket = name.indexOf('[');
        if (name.equals(ALL)) {
            all = true;
        } else if (bracket >= 0) {
            readFiltered(name, bracket);
        } else {
            addWhole(DocumentKeys.of(type, name));
        }
    }

    /** Whether all that is answered by default was named. */
    boolean all() {
        return all;
    }

    /** The places of the names; of excluded ones, those that are left out whatever stands there. */
    NameTree places() {
        return places;
    }

    /** The elements that the filters leave. */
    ElementSelection elements() {
        List<PlacedFilter> effective = filters.stream().filter(each -> !whole.covers(each.keys())).toList();
        return effective.isEmpty() ? ElementSelection.all() : new ElementSelection(effective, excluded);
    }

    private void addWhole(List<String> keys) {
        places.add(keys);
        whole.add(keys);
    }

    private void readFiltered(String name, int bracket) {
        int closing = name.lastIndexOf(']');
        String attribute = name.substring(0, bracket);
        String rest = closing < bracket ? "" : name.substring(closing + 1);
        List<String> keys = DocumentKeys.of(type, attribute);
        if (closing < bracket || keys.isEmpty() || !rest.isEmpty() && !rest.startsWith(".")) {
            throw invalid("The name " + Excerpt.of(name) + " in " + parameter()
                    + " cannot be read; write it as in emails[type eq \"work\"]"
                    + (excluded ? "." : " or emails[type eq \"work\"].value."));
        }
        if (excluded && !rest.isEmpty()) {
            throw invalid("The name " + Excerpt.of(name)
                    + " in excludedAttributes goes on after the brackets. End it there"
                    + " to leave out the elements, or leave the brackets out to leave out that part of all of them.");
        }
        Optional<AttributePath> declared = AttributePaths.resolve(
                type, attribute, dialect.dialect(), dialect.fired(), parameter());
        declared.ifPresent(this::requireElements);
        if (declared.isEmpty() && !dialect.allows(Tolerance.UNDECLARED_FILTER, attribute)) {
            // Then it names nothing, which is passed over (7644-3.9-06).
            return;
        }
        Predicate<JsonNode> filter = filter(name.substring(bracket + 1, closing), attribute, declared, keys);
        if (declared.isPresent() && declared.get().leaf().returned() == Returned.ALWAYS) {
            // All of it is answered whatever is asked for.
            return;
        }
        filters.add(new PlacedFilter(keys, filter));
        if (!excluded) {
            places.add(rest.isEmpty() ? keys : DocumentKeys.of(type, attribute + rest));
        }
    }

    private void requireElements(AttributePath path) {
        boolean single = !path.attribute().multiValued();
        if (path.subAttribute().isPresent() || single && !path.attribute().complex()) {
            throw invalid(parameter() + " has brackets after " + path + ", which has no elements; leave them out.");
        }
        if (single && !dialect.allows(Tolerance.SINGLE_VALUE_FILTER, parameter())) {
            throw invalid(parameter() + " has brackets after " + path + ", which has a single value; leave them out.");
        }
    }

    private Predicate<JsonNode> filter(String text, String attribute, Optional<AttributePath> declared,
            List<String> keys) {
        Filter filter = declared.isPresent()
                ? FilterParser.parseElementFilter(
                        text, declared.get(), type, dialect.dialect(), dialect.fired(), parameter(), limits)
                : FilterParser.parseUndeclaredElementFilter(
                        text, type, dialect.dialect(), dialect.fired(), parameter(), limits);
        HiddenFilters.requireNone(filter, type, keys);
        nodes += nodes(filter);
        if (nodes > limits.maxNodes()) {
            throw invalid("The filters in the brackets of " + parameter() + " have more than " + limits.maxNodes()
                    + " conditions and connectives together, with the one after " + Excerpt.of(attribute)
                    + ". Name fewer elements in one request, or the attributes without brackets.");
        }
        return FilterMatcher.compileElement(filter);
    }

    private static int nodes(Filter filter) {
        return switch (filter) {
            case Filter.And(Filter left, Filter right) -> 1 + nodes(left) + nodes(right);
            case Filter.Or(Filter left, Filter right) -> 1 + nodes(left) + nodes(right);
            case Filter.Not(Filter operand) -> 1 + nodes(operand);
            case Filter.ValuePath(var attribute, Filter inner) -> 1 + nodes(inner);
            case Filter.UndeclaredElements(var path, Filter inner) -> 1 + nodes(inner);
            case Filter.Present present -> 1;
            case Filter.Comparison comparison -> 1;
            case Filter.UndeclaredPresent present -> 1;
            case Filter.UndeclaredComparison comparison -> 1;
        };
    }

    private String parameter() {
        return excluded ? "excludedAttributes" : "attributes";
    }

    private static ScimException invalid(String detail) {
        return ScimException.of(ScimType.INVALID_FILTER, detail);
    }
}
