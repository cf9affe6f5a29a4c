package dev.rollcall.clients;

import java.util.ArrayList;
import java.util.List;
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

    /** The requirements that cannot be shown over HTTP; each row of the table has a reason. */
    static List<String> explained() {
        List<String> ids = new ArrayList<>();
        for (JsonNode row : table().path("explained")) {
            if (!row.path("reason").asString("").isBlank()) {
                ids.addAll(texts(row.path("ids")));
            }
        }
        return ids;
    }

    private static JsonNode table() {
        return Json.of(TrafficCases.text("core-requirements.json"));
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).toList();
    }
}
