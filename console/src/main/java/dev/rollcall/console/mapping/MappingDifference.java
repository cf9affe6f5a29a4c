package dev.rollcall.console.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * A row that differs between two mappings. Rows are told apart by the attribute of the profile that they feed, which one row of a
 * mapping does alone.
 *
 * @param kind {@code added}, {@code removed}, {@code changed}, or {@code order} once, when the same rows stand in another order
 * @param before the row as JSON; empty text where there is none
 * @param after the row as JSON; empty text where there is none
 */
public record MappingDifference(String kind, String attribute, String before, String after) {
    /** What differs, in the order of the rows afterwards. */
    static List<MappingDifference> between(ArrayNode before, ArrayNode after) {
        Map<String, JsonNode> old = byAttribute(before);
        Map<String, JsonNode> next = byAttribute(after);
        List<MappingDifference> differences = new ArrayList<>();
        next.forEach((attribute, row) -> {
            Optional<JsonNode> was = Optional.ofNullable(old.get(attribute));
            if (was.isEmpty()) {
                differences.add(new MappingDifference("added", attribute, "", row.toString()));
            } else if (!was.get().equals(row)) {
                differences.add(new MappingDifference("changed", attribute, was.get().toString(), row.toString()));
            }
        });
        old.forEach((attribute, row) -> {
            if (!next.containsKey(attribute)) {
                differences.add(new MappingDifference("removed", attribute, row.toString(), ""));
            }
        });
        if (differences.isEmpty() && !before.equals(after)) {
            differences.add(new MappingDifference("order", "", String.join(", ", old.keySet()),
                    String.join(", ", next.keySet())));
        }
        return differences;
    }

    private static Map<String, JsonNode> byAttribute(ArrayNode rows) {
        Map<String, JsonNode> named = new LinkedHashMap<>();
        rows.forEach(row -> named.put(row.path("auth0").asString(""), row));
        return named;
    }
}
