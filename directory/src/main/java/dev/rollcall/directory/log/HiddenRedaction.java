package dev.rollcall.directory.log;

import dev.rollcall.directory.type.HiddenNames;
import dev.rollcall.scim.json.ScimJson;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Leaves out of bodies and plans the values of attributes that nothing answers, by their names: a member of such a name, and the value
 * of an operation or change whose path leads to one. It may leave out a little more, where something else has the name.
 */
public final class HiddenRedaction {
    private static final Set<String> VALUES = Set.of("value", "before", "after");

    private HiddenRedaction() {}

    /** A plan, compact JSON, without them. */
    public static String plan(String plan, HiddenNames hidden) {
        return hidden.isEmpty() ? plan : clean(ScimJson.tree(plan), hidden).toString();
    }

    /** A body without them; it is left as it is. */
    static ObjectNode body(ObjectNode body, HiddenNames hidden) {
        return hidden.isEmpty() ? body : (ObjectNode) clean(body.deepCopy(), hidden);
    }

    private static JsonNode clean(JsonNode node, HiddenNames hidden) {
        clean(node, hidden, Set.of());
        return node;
    }

    /** @param inner names of parts that are left out here, because of what holds them */
    private static void clean(JsonNode node, HiddenNames hidden, Set<String> inner) {
        if (node.isArray()) {
            node.forEach(element -> clean(element, hidden, inner));
        }
        if (!(node instanceof ObjectNode object)) {
            return;
        }
        List<String> path = names(object.path("path").asString(""));
        boolean leads = leads(path, hidden);
        for (String name : List.copyOf(object.propertyNames())) {
            List<String> keys = names(name);
            boolean value = VALUES.contains(name.toLowerCase(Locale.ROOT));
            boolean isFilter = name.equalsIgnoreCase("filter") && leads(names(object.path(name).asString("")), hidden);
            if (leads(keys, hidden) || leads && value || isFilter || inner.contains(keys.getLast())) {
                object.put(name, Secrets.REDACTED);
            } else if (leads && name.equals("path")) {
                object.put(name, Secrets.withoutValues(object.path(name).asString("")));
            } else {
                Set<String> below = new HashSet<>(inner);
                below.addAll(parts(keys, hidden));
                below.addAll(value ? parts(path, hidden) : Set.of());
                clean(object.path(name), hidden, below);
            }
        }
    }

    private static boolean leads(List<String> names, HiddenNames hidden) {
        Set<String> parts = parts(names, hidden);
        return names.stream().anyMatch(name -> hidden.whole().contains(name) || parts.contains(name));
    }

    private static Set<String> parts(List<String> names, HiddenNames hidden) {
        Set<String> parts = new HashSet<>();
        names.forEach(name -> parts.addAll(hidden.parts().getOrDefault(name, Set.of())));
        return parts;
    }

    /** The names in a path or filter, in lower case; at least one. */
    private static List<String> names(String text) {
        return List.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}_$-]+", -1));
    }
}
