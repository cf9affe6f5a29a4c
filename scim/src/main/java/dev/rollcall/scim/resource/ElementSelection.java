package dev.rollcall.scim.resource;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.filter.FilterMatcher;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.AttributePaths;
import dev.rollcall.scim.path.DocumentKeys;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Which elements of multi-valued attributes are answered, by the filters that stand in brackets after their names. */
final class ElementSelection {
    private static final ElementSelection NONE = new ElementSelection(Map.of());

    /** By the keys that lead to the attribute, one or two. */
    private final Map<List<String>, Predicate<JsonNode>> filters;

    private ElementSelection(Map<List<String>, Predicate<JsonNode>> filters) {
        this.filters = filters;
    }

    /** All elements of all attributes. */
    static ElementSelection none() {
        return NONE;
    }

    /** The filters of some names, and the names without them. */
    record Reading(List<String> names, ElementSelection selection) {}

    /**
     * Takes the filters out of the names. An attribute that is named with several filters is answered with what any of them
     * selects, one that is named without a filter as well is answered whole.
     */
    static Reading read(ResourceType type, List<String> names) {
        List<String> plain = new ArrayList<>();
        Map<List<String>, Predicate<JsonNode>> filters = new LinkedHashMap<>();
        Set<List<String>> whole = new HashSet<>();
        for (String name : names) {
            int bracket = name.indexOf('[');
            if (bracket < 0) {
                plain.add(name);
                whole.add(DocumentKeys.of(type, name));
                continue;
            }
            int closing = name.lastIndexOf(']');
            String attribute = name.substring(0, bracket);
            String rest = closing < bracket ? "" : name.substring(closing + 1);
            List<String> keys = DocumentKeys.of(type, attribute);
            if (closing < bracket || keys.isEmpty() || !rest.isEmpty() && !rest.startsWith(".")) {
                throw ScimException.of(
                        ScimType.INVALID_FILTER,
                        "The name " + Excerpt.of(name) + " of an attribute to answer cannot be read; write it as in"
                                + " emails[type eq \"work\"] or emails[type eq \"work\"].value.");
            }
            plain.add(attribute + rest);
            filters.merge(keys, filter(type, attribute, name.substring(bracket + 1, closing)), Predicate::or);
        }
        filters.keySet().removeAll(whole);
        return new Reading(plain, filters.isEmpty() ? NONE : new ElementSelection(filters));
    }

    private static Predicate<JsonNode> filter(ResourceType type, String attribute, String text) {
        FiredTolerances unrecorded = new FiredTolerances();
        Dialect dialect = Dialect.tolerant();
        Optional<AttributePath> declared = AttributePaths.resolve(type, attribute, dialect, unrecorded, attribute);
        Filter filter = declared.isPresent()
                ? FilterParser.parseElementFilter(
                        text, declared.get(), type, dialect, unrecorded, attribute, FilterLimits.defaults())
                : FilterParser.parseUndeclaredElementFilter(
                        text, type, dialect, unrecorded, attribute, FilterLimits.defaults());
        return FilterMatcher.compileElement(filter);
    }

    /** The resource with only the selected elements; it is left as it is, and shares its parts. */
    ObjectNode apply(ObjectNode resource) {
        ObjectNode selected = resource;
        for (Map.Entry<List<String>, Predicate<JsonNode>> entry : filters.entrySet()) {
            selected = apply(selected, entry.getKey(), entry.getValue());
        }
        return selected;
    }

    private static ObjectNode apply(ObjectNode object, List<String> keys, Predicate<JsonNode> filter) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (!member.getKey().equalsIgnoreCase(keys.getFirst())) {
                copy.set(member.getKey(), member.getValue());
            } else if (keys.size() > 1 && member.getValue() instanceof ObjectNode inner) {
                copy.set(member.getKey(), apply(inner, keys.subList(1, keys.size()), filter));
            } else if (keys.size() == 1) {
                elements(member.getValue(), filter).ifPresent(value -> copy.set(member.getKey(), value));
            }
        }
        return copy;
    }

    private static Optional<JsonNode> elements(JsonNode value, Predicate<JsonNode> filter) {
        if (!(value instanceof ArrayNode array)) {
            return Optional.of(value).filter(filter);
        }
        ArrayNode selected = JsonNodeFactory.instance.arrayNode();
        array.forEach(element -> {
            if (filter.test(element)) {
                selected.add(element);
            }
        });
        return selected.isEmpty() ? Optional.empty() : Optional.of(selected);
    }
}
