package dev.rollcall.clients;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * One row of {@code core-requirements.json}: requests that are sent one after the other on a connection of their own,
 * and what must be in each answer.
 *
 * @param ids the requirements that the row shows
 * @param strict whether the connection reads by the letter of the RFC
 */
record RequirementRow(String name, List<String> ids, boolean strict, List<JsonNode> steps) {
    static List<RequirementRow> all() {
        List<RequirementRow> rows = new ArrayList<>();
        table().path("rows")
                .forEach(row -> rows.add(new RequirementRow(
                        row.path("name").stringValue(),
                        texts(row.path("ids")),
                        row.path("strict").asBoolean(false),
                        row.path("steps").valueStream().toList())));
        return rows;
    }

    /** The requirements that cannot be shown over HTTP, and why. */
    static Map<List<String>, String> reasons() {
        Map<List<String>, String> reasons = new LinkedHashMap<>();
        for (JsonNode row : table().path("explained")) {
            String reason = row.path("reason").asString("");
            if (!reason.isBlank()) {
                reasons.put(texts(row.path("ids")), reason);
            }
        }
        return reasons;
    }

    /** All of them. */
    static List<String> explained() {
        return reasons().keySet().stream().flatMap(List::stream).toList();
    }

    /** Those that are most often broken elsewhere, with what goes with them. */
    static List<List<String>> oftenBroken() {
        return table().path("often-broken").valueStream().map(RequirementRow::texts).toList();
    }

    private static JsonNode table() {
        return Json.of(TrafficCases.text("core-requirements.json"));
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).toList();
    }
}
