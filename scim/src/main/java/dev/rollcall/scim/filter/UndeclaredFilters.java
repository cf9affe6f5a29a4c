package dev.rollcall.scim.filter;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.path.UndeclaredPath;
import dev.rollcall.scim.schema.ResourceType;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** What a filter asks for that no schema declares. */
public final class UndeclaredFilters {
    private UndeclaredFilters() {}

    /** The undeclared places that the filter looks at, in its order; empty for most filters. */
    public static Set<UndeclaredPath> paths(Filter filter) {
        Set<UndeclaredPath> paths = new LinkedHashSet<>();
        collect(filter, paths);
        return paths;
    }

    private static void collect(Filter filter, Set<UndeclaredPath> paths) {
        switch (filter) {
            case Filter.And(Filter left, Filter right) -> {
                collect(left, paths);
                collect(right, paths);
            }
            case Filter.Or(Filter left, Filter right) -> {
                collect(left, paths);
                collect(right, paths);
            }
            case Filter.Not(Filter operand) -> collect(operand, paths);
            case Filter.OfUndeclared undeclared -> paths.add(undeclared.path());
            case Filter.Present present -> {
            }
            case Filter.Comparison comparison -> {
            }
            case Filter.ValuePath valuePath -> {
            }
        }
    }

    /** Whether the resource has a value there. */
    public static boolean has(ObjectNode resource, UndeclaredPath path) {
        return UndeclaredSource.any(resource, path, value -> true);
    }

    /** The refusal of a filter by a name that is neither declared nor in any resource. */
    public static ScimException unknown(UndeclaredPath path, ResourceType type) {
        return FilterSyntax.unknown(path.text(), type.name());
    }
}
