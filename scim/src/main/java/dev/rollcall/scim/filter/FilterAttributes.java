package dev.rollcall.scim.filter;

import dev.rollcall.scim.path.AttributePath;
import java.util.LinkedHashSet;
import java.util.Set;

/** Which parts of a resource a filter reads, so that nothing else needs to be loaded. */
public final class FilterAttributes {
    private FilterAttributes() {}

    /**
     * {@return the top-level keys of a resource that the filter reads, in registered spelling: attribute names, and the
     * URN of an extension for any attribute in it; what no schema declares as the filter spells it}
     *
     * @param filter of whole resources
     */
    public static Set<String> of(Filter filter) {
        Set<String> names = new LinkedHashSet<>();
        collect(filter, names);
        return names;
    }

    private static void collect(Filter filter, Set<String> names) {
        switch (filter) {
            case Filter.And(Filter left, Filter right) -> {
                collect(left, names);
                collect(right, names);
            }
            case Filter.Or(Filter left, Filter right) -> {
                collect(left, names);
                collect(right, names);
            }
            case Filter.Not(Filter operand) -> collect(operand, names);
            case Filter.Present(AttributePath path) -> names.add(topLevel(path));
            case Filter.Comparison comparison -> names.add(topLevel(comparison.path()));
            case Filter.ValuePath valuePath -> names.add(topLevel(valuePath.attribute()));
            case Filter.OfUndeclared undeclared -> names.add(undeclared.path().keys().getFirst());
        }
    }

    private static String topLevel(AttributePath path) {
        return path.extension().isPresent() ? path.extension().get().id() : path.attribute().name();
    }
}
