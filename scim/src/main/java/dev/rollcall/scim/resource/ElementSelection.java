package dev.rollcall.scim.resource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which elements of multi-valued attributes are answered, by filters: those that any of the filters of their attribute
 * selects, or all but those. A value that is no list is its own only element. What is left empty is left out.
 *
 * <p>Immutable, for use by several threads.
 */
final class ElementSelection {
    private static final ElementSelection ALL = new ElementSelection(List.of(), false);

    private final FilteredPlace top = new FilteredPlace();
    private final boolean leavesOut;

    /**
     * A filter of elements.
     *
     * @param keys what leads to the list from the top of a resource, in any case
     */
    record PlacedFilter(List<String> keys, Predicate<JsonNode> filter) {}

    /** A place in a resource: the filters of the elements there, and the places below. */
    private static final class FilteredPlace {
        private final List<Predicate<JsonNode>> filters = new ArrayList<>();
        private final Map<String, FilteredPlace> below = new HashMap<>();

        private boolean selects(JsonNode element) {
            for (Predicate<JsonNode> filter : filters) {
                if (filter.test(element)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * What these filters leave.
     *
     * @param leavesOut whether what they select is what is left out
     */
    ElementSelection(List<PlacedFilter> filters, boolean leavesOut) {
        this.leavesOut = leavesOut;
        for (PlacedFilter each : filters) {
            FilteredPlace place = top;
            for (String key : each.keys()) {
                place = place.below.computeIfAbsent(NameTree.folded(key), absent -> new FilteredPlace());
            }
            place.filters.add(each.filter());
        }
    }

    /** All elements of all attributes. */
    static ElementSelection all() {
        return ALL;
    }

    /** Whether nothing is left out. */
    boolean isAll() {
        return top.below.isEmpty();
    }

    /** The resource with only the selected elements; it is left as it is, and shares its parts. */
    ObjectNode apply(ObjectNode resource) {
        return isAll() ? resource : members(resource, top);
    }

    private ObjectNode members(ObjectNode object, FilteredPlace place) {
        ObjectNode left = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            FilteredPlace below = place.below.get(NameTree.folded(member.getKey()));
            if (below == null) {
                left.set(member.getKey(), member.getValue());
            } else {
                value(member.getValue(), below).ifPresent(value -> left.set(member.getKey(), value));
            }
        }
        return left;
    }

    private Optional<JsonNode> value(JsonNode value, FilteredPlace place) {
        if (!(value instanceof ArrayNode elements)) {
            return element(value, place);
        }
        ArrayNode left = JsonNodeFactory.instance.arrayNode();
        for (JsonNode element : elements) {
            element(element, place).ifPresent(left::add);
        }
        return left.isEmpty() ? Optional.empty() : Optional.of(left);
    }

    private Optional<JsonNode> element(JsonNode element, FilteredPlace place) {
        if (!place.filters.isEmpty() && place.selects(element) == leavesOut) {
            return Optional.empty();
        }
        if (place.below.isEmpty() || !(element instanceof ObjectNode object)) {
            return Optional.of(element);
        }
        ObjectNode left = members(object, place);
        return left.isEmpty() ? Optional.empty() : Optional.of(left);
    }
}
