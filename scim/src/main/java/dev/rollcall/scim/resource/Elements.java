package dev.rollcall.scim.resource;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.text.Folding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The elements of a multi-valued attribute as a set: no two of the same {@code (type, value)} pair, no two equal ones
 * (7643-2.4-08), and at most one that is primary (7643-2.4-03).
 */
public final class Elements {
    /** The most elements that one attribute of one resource may have, members of a group aside. */
    public static final int LIMIT = 5_000;

    private static final String PRIMARY = "primary";
    private static final ObjectNode NOT_PRIMARY = JsonNodeFactory.instance.objectNode().put(PRIMARY, false);
    /** In no text of a resource. */
    private static final char SEPARATOR = 0;

    private final Attribute attribute;
    private final List<JsonNode> elements = new ArrayList<>();
    private final Map<String, Integer> positions = new HashMap<>();
    private final Set<Integer> primaries = new HashSet<>();
    /** Elements that others were merged into and that are not put back yet, so that many merges are one pass over each. */
    private final Map<Integer, Parts> merging = new HashMap<>();

    private Elements(Attribute attribute) {
        this.attribute = attribute;
    }

    /**
     * {@return the elements as they stand, ready for others to be added; each addition then takes the time of what is
     * added}
     *
     * @param attribute that they are the elements of
     * @param present in the order in which they stand
     */
    public static Elements of(Attribute attribute, Iterable<JsonNode> present) {
        Elements all = new Elements(attribute);
        for (JsonNode element : present) {
            all.positions.putIfAbsent(all.identity(element), all.elements.size());
            all.put(element);
        }
        return all;
    }

    /**
     * {@return the list of these elements: no two of the same type and value}
     *
     * @param attribute that they are the elements of
     * @param elements in their order
     */
    public static ArrayNode distinct(Attribute attribute, List<JsonNode> elements) {
        Elements all = of(attribute, List.of());
        all.append(elements);
        return all.toArray();
    }

    /**
     * Adds elements. One that is there already, by its type and value, takes over what the added one says beyond that; when
     * an added one is primary, the others cease to be.
     *
     * @param added in their order
     * @throws ScimException 400 invalidValue when several added ones are primary, or when there are
     *     more than {@link #LIMIT}
     */
    public void append(List<JsonNode> added) {
        Set<Integer> addedPrimaries = new HashSet<>();
        for (JsonNode element : added) {
            int position = add(element);
            if (isPrimary(element)) {
                addedPrimaries.add(position);
            }
        }
        if (addedPrimaries.size() > 1) {
            throw severalPrimaries(attribute);
        }
        addedPrimaries.forEach(this::demoteAllBut);
        if (elements.size() > LIMIT) {
            throw tooMany(attribute.name(), elements.size());
        }
    }

    /** {@return a list of the elements as they are now} */
    public ArrayNode toArray() {
        List.copyOf(merging.keySet()).forEach(this::settle);
        return JsonNodeFactory.instance.arrayNode(elements.size()).addAll(elements);
    }

    /**
     * {@return the elements, of which the one at the index alone may be primary}
     *
     * @param elements in their order
     * @param primary the index of the one that may be
     */
    public static List<JsonNode> withOnePrimary(List<JsonNode> elements, int primary) {
        List<JsonNode> result = new ArrayList<>(elements);
        for (int i = 0; i < result.size(); i++) {
            if (i != primary && isPrimary(result.get(i))) {
                result.set(i, ((ObjectNode) result.get(i)).deepCopy().put(PRIMARY, false));
            }
        }
        return result;
    }

    /**
     * {@return the refusal of a request that makes more than one element primary (7644-3.5.2-15)}
     *
     * @param attribute that they are the elements of
     */
    public static ScimException severalPrimaries(Attribute attribute) {
        return Refusals.invalidValue("More than one element of " + attribute.name()
                + " would be primary. Mark at most one of them as primary.");
    }

    static ScimException tooMany(String path, int size) {
        return Refusals.invalidValue(path + " would have " + size + " values, but at most " + LIMIT
                + " are kept. Send fewer of them.");
    }

    static boolean isPrimary(JsonNode element) {
        return element.isObject() && element.path(PRIMARY).booleanValue(false);
    }

    private int add(JsonNode element) {
        Integer position = positions.putIfAbsent(identity(element), elements.size());
        if (position == null) {
            put(element);
            return elements.size() - 1;
        }
        if (elements.get(position) instanceof ObjectNode there && element instanceof ObjectNode more) {
            lay(position, there, more);
        }
        return position;
    }

    private void lay(int position, ObjectNode there, ObjectNode more) {
        Parts merged = merging.computeIfAbsent(position, absent -> new Parts(attribute, there));
        merged.lay(more);
        mark(position, merged.unordered());
    }

    private void settle(int position) {
        Parts merged = merging.remove(position);
        if (merged != null) {
            elements.set(position, merged.value());
        }
    }

    private void put(JsonNode element) {
        mark(elements.size(), element);
        elements.add(element);
    }

    private void mark(int position, JsonNode element) {
        if (isPrimary(element)) {
            primaries.add(position);
        } else {
            primaries.remove(position);
        }
    }

    private void demoteAllBut(int primary) {
        for (int position : List.copyOf(primaries)) {
            if (position != primary && elements.get(position) instanceof ObjectNode before) {
                lay(position, before, NOT_PRIMARY);
                if (!hasIdentifyingValue(before)) {
                    settle(position);
                    positions.remove(identity(before), position);
                    positions.putIfAbsent(identity(elements.get(position)), position);
                }
            }
        }
    }

    /** Whether the element is known by its type and value, whatever else it says. */
    private static boolean hasIdentifyingValue(ObjectNode element) {
        return element.path("value").isString();
    }

    /** A text that two elements share exactly when they are the same. Texts, so that chosen hashes cannot slow a look-up. */
    private String identity(JsonNode element) {
        if (element instanceof ObjectNode object) {
            return hasIdentifyingValue(object)
                    ? comparable("type", object.path("type")) + SEPARATOR + comparable("value", object.path("value"))
                    : new TreeMap<>(object.properties()
                            .stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                            .toString();
        }
        return element.toString();
    }

    private String comparable(String name, JsonNode text) {
        boolean exact = attribute.subAttribute(name).map(Attribute::caseExact).orElse(true);
        String value = text.asString("");
        return exact ? value : Folding.fold(value);
    }
}
