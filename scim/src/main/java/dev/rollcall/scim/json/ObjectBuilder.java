package dev.rollcall.scim.json;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Gathers the members of one object and makes an unchangeable node of them that takes little memory. */
final class ObjectBuilder {
    private static final ObjectNode EMPTY = new ObjectNode(JsonNodeFactory.instance, Map.of());

    private Object[] pairs = new Object[2];
    private String[] lowerCase = new String[1];
    private int count;
    private Map<String, JsonNode> many = Map.of();
    private Set<String> manyLowerCase = Set.of();

    /** The object without members. */
    static ObjectNode empty() {
        return EMPTY;
    }

    /** Takes a name; false when it is there already in any case. */
    boolean claim(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (count >= FixedMembers.FEW) {
            return claimAmongMany(lower);
        }
        for (int i = 0; i < count; i++) {
            if (lowerCase[i].equals(lower)) {
                return false;
            }
        }
        if (count == lowerCase.length) {
            lowerCase = Arrays.copyOf(lowerCase, 2 * count);
            pairs = Arrays.copyOf(pairs, 4 * count);
        }
        lowerCase[count] = lower;
        return true;
    }

    /** Adds the member of the name that was claimed last. */
    void add(String name, JsonNode value) {
        if (count < FixedMembers.FEW) {
            pairs[2 * count] = name;
            pairs[2 * count + 1] = value;
        } else {
            many.put(name, value);
        }
        count++;
    }

    ObjectNode build() {
        return new ObjectNode(
                JsonNodeFactory.instance,
                count <= FixedMembers.FEW ? FixedMembers.of(pairs, count) : Collections.unmodifiableMap(many));
    }

    private boolean claimAmongMany(String lower) {
        if (many.isEmpty()) {
            many = new LinkedHashMap<>(FixedMembers.of(pairs, count));
            manyLowerCase = new HashSet<>(Arrays.asList(lowerCase).subList(0, count));
        }
        return manyLowerCase.add(lower);
    }
}
