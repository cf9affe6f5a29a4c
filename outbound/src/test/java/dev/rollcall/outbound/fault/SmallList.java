package dev.rollcall.outbound.fault;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A page of a list, with the lies that the traits want. */
record SmallList(Set<TargetTrait> traits) {
    private static final JsonMapper JSON = new JsonMapper();
    /** The most resources on a page, whatever is asked for. */
    static final int MOST = 200;

    SmallScim.Outcome page(List<ObjectNode> found, Map<String, String> query) {
        boolean cursor = traits.contains(TargetTrait.CURSOR_ONLY);
        int count = Math.min(MOST, Integer.parseInt(query.getOrDefault("count", "" + MOST)));
        int from = cursor
                ? Integer.parseInt(query.getOrDefault("cursor", "").isEmpty() ? "0" : query.get("cursor"))
                : Math.max(0, Integer.parseInt(query.getOrDefault("startIndex", "1")) - 1);
        if (traits.contains(TargetTrait.SAME_PAGE)) {
            from = 0;
        }
        List<ObjectNode> shown = found.subList(Math.min(from, found.size()), Math.min(from + count, found.size()));
        ObjectNode list = JSON.createObjectNode();
        list.putArray("schemas").add("urn:ietf:params:scim:api:messages:2.0:ListResponse");
        if (!traits.contains(TargetTrait.TOTAL_MISSING)) {
            list.put("totalResults", traits.contains(TargetTrait.TOTAL_WRONG) ? shown.size() : found.size());
        }
        list.put("itemsPerPage", shown.size());
        if (cursor && from + count < found.size()) {
            list.put("nextCursor", "" + (from + count));
        } else if (!cursor) {
            list.put("startIndex", from + 1);
        }
        if (!shown.isEmpty() || !traits.contains(TargetTrait.NO_RESOURCES_WHEN_EMPTY)) {
            ArrayNode resources = list.putArray(
                    traits.contains(TargetTrait.RESOURCES_LOWER_CASE) ? "resources" : "Resources");
            shown.forEach(resources::add);
        }
        return new SmallScim.Outcome(CannedAnswer.of(200, list.toString()), Optional.empty(), Optional.empty());
    }
}
