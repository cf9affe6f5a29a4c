package dev.rollcall.scim.filter;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.BroughtNames;
import dev.rollcall.scim.path.DocumentKeys;
import dev.rollcall.scim.path.UndeclaredPath;
import dev.rollcall.scim.schema.ResourceType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a filter asks for that no schema declares. */
public final class UndeclaredFilters {
    private UndeclaredFilters() {}

    /**
     * Something that is asked for.
     *
     * @param place where in a resource
     * @param key of what stands there, when that is asked for a key of its elements
     */
    public record Asked(UndeclaredPath place, Optional<UndeclaredPath> key) {
        /** {@return as it is written without brackets} */
        public String text() {
            return place.text() + key.map(inner -> "." + inner.text()).orElse("");
        }

        /** {@return the name by which {@link BroughtNames} gives it, when a document brings it} */
        public String name() {
            List<String> below = key.map(UndeclaredPath::keys).orElse(List.of());
            return BroughtNames.of(Stream.concat(place.keys().stream(), below.stream()).toList());
        }
    }

    /**
     * {@return what the filter asks for, in its order, a list before the keys in its brackets; empty for most filters}
     *
     * @param filter of whole resources
     */
    public static Set<Asked> asked(Filter filter) {
        Set<Asked> asked = new LinkedHashSet<>();
        collect(filter, Optional.empty(), asked);
        return asked;
    }

    private static void collect(Filter filter, Optional<UndeclaredPath> list, Set<Asked> asked) {
        switch (filter) {
            case Filter.And(Filter left, Filter right) -> {
                collect(left, list, asked);
                collect(right, list, asked);
            }
            case Filter.Or(Filter left, Filter right) -> {
                collect(left, list, asked);
                collect(right, list, asked);
            }
            case Filter.Not(Filter operand) -> collect(operand, list, asked);
            case Filter.UndeclaredElements(UndeclaredPath path, Filter inner) -> {
                asked.add(new Asked(path, Optional.empty()));
                collect(inner, Optional.of(path), asked);
            }
            case Filter.OfUndeclared undeclared -> asked.add(
                    list.map(place -> new Asked(place, Optional.of(undeclared.path())))
                            .orElseGet(() -> new Asked(undeclared.path(), Optional.empty())));
            case Filter.Present present -> {
            }
            case Filter.Comparison comparison -> {
            }
            case Filter.ValuePath(AttributePath attribute, Filter inner) -> collect(
                    inner, Optional.of(new UndeclaredPath(attribute.toString(), DocumentKeys.of(attribute))), asked);
        }
    }

    /**
     * Passes when each key that the filter asks for and no schema declares is there in some of the elements.
     *
     * @param elementFilter of one element
     * @param elements that there are
     * @param attribute whose elements they are
     * @throws ScimException {@code invalidFilter} for the first that is in none
     */
    public static void requireKeys(Filter elementFilter, Iterable<JsonNode> elements, AttributePath attribute) {
        for (Asked asked : asked(elementFilter)) {
            boolean there = false;
            for (JsonNode element : elements) {
                there |= UndeclaredSource.any(element, asked.place(), value -> true);
            }
            if (!there) {
                throw FilterSyntax.invalid(FilterSyntax.quoted(asked.text()) + " is not a sub-attribute of " + attribute
                        + ", and none of its elements has it; use one that /Schemas lists.");
            }
        }
    }

    /**
     * {@return the refusal of a filter by a name that no schema declares and no resource ever brought}
     *
     * @param asked what is asked for
     * @param type of the resources that are asked for
     */
    public static ScimException unknown(Asked asked, ResourceType type) {
        return FilterSyntax.unknown(asked.text(), type.name());
    }
}
