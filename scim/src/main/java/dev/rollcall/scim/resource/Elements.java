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

    private record TypedValue(String type, String value) {}

    private final Attribute attribute;
    private final List<JsonNode> elements = new ArrayList<>();
    private final Map<Object, Integer> positions = new HashMap<>();

    private Elements(Attribute attribute) {
        this.attribute = attribute;
    }

    /**
     * The present elements with others added. One that is there already, by its type and value, takes over what the
     * added one says beyond that; when an added one is primary, the others cease to be.
     *
     * @throws ScimException 400 invalidValue when several added ones are primary, or when there are
     *     more than {@link #LIMIT}
     */
    public static ArrayNode append(Attribute attribute, Iterable<JsonNode> present, List<JsonNode> added) {
        Elements all = new Elements(attribute);
        for (JsonNode element : present) {
            all.positions.putIfAbsent(all.identity(element), all.elements.size());
            all.elements.add(element);
        }
        Set<Integer> primaries = new HashSet<>();
        for (JsonNode element : added) {
            int position = all.add(element);
            if (isPrimary(element)) {
                primaries.add(position);
            }
        }
        if (primaries.size() > 1) {
            throw severalPrimaries(attribute);
        }
        for (int primary : primaries) {
            all.demoteAllBut(primary);
        }
        return all.toArray();
    }

    /** The elements, of which the one at the index alone may be primary. */
    public static List<JsonNode> withOnePrimary(List<JsonNode> elements, int primary) {
        List<JsonNode> result = new ArrayList<>(elements);
        for (int i = 0; i < result.size(); i++) {
            if (i != primary && isPrimary(result.get(i))) {
                result.set(i, ((ObjectNode) result.get(i)).deepCopy().put(PRIMARY, false));
            }
        }
        return result;
    }

    /** The refusal of a request that makes more than one element primary (7644-3.5.2-15). */
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
        Object identity = identity(element);
        Integer position = positions.get(identity);
        if (position == null) {
            positions.put(identity, elements.size());
            elements.add(element);
            return elements.size() - 1;
        }
        if (elements.get(position) instanceof ObjectNode there && element instanceof ObjectNode more) {
            elements.set(position, Parts.merge(attribute, there, more));
        }
        return position;
    }

    private void demoteAllBut(int primary) {
        List<JsonNode> demoted = withOnePrimary(elements, primary);
        elements.clear();
        elements.addAll(demoted);
    }

    private ArrayNode toArray() {
        if (elements.size() > LIMIT) {
            throw tooMany(attribute.name(), elements.size());
        }
        return JsonNodeFactory.instance.arrayNode(elements.size()).addAll(elements);
    }

    private Object identity(JsonNode element) {
        if (!element.isObject()) {
            return element;
        }
        JsonNode value = element.path("value");
        if (!value.isString()) {
            return element;
        }
        return new TypedValue(comparable("type", element.path("type")), comparable("value", value));
    }

    private String comparable(String name, JsonNode text) {
        boolean exact = attribute.subAttribute(name).map(Attribute::caseExact).orElse(true);
        String value = text.asString("");
        return exact ? value : Folding.fold(value);
    }
}
