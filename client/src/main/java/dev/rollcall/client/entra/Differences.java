package dev.rollcall.client.entra;

import dev.rollcall.client.target.AttributeDifference;
import dev.rollcall.client.target.TargetPath;
import dev.rollcall.client.target.TargetResource;
import dev.rollcall.client.target.TargetSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What has to change at the target; source: entra.md sections 3.8, 3.12 and 3.13.
 *
 * <p>An attribute that has no value any more is left as it is, because the service does not clear. A value of null, which
 * only the known fault of {@code Switch} gives, goes along when something else changes.
 */
final class Differences {
    private Differences() {}

    static List<AttributeDifference> between(TargetResource seen, SequencedMap<String, JsonNode> wanted) {
        TargetSchema schema = new TargetSchema(seen.type());
        List<AttributeDifference> changes = new ArrayList<>();
        boolean real = false;
        for (Map.Entry<String, JsonNode> attribute : wanted.entrySet()) {
            TargetPath path = TargetPath.parse(attribute.getKey());
            Optional<JsonNode> shown = path.seenIn(seen.resource());
            JsonNode value = RoleList.isComplex(path, attribute.getValue())
                    ? missingRoles(shown, attribute.getValue())
                    : attribute.getValue();
            boolean same = TargetPath.isNothing(value) && (shown.isEmpty() || value.isContainer())
                    || shown.map(node -> schema.same(path, node, value)).orElse(false);
            if (!same) {
                real |= !value.isNull();
                changes.add(new AttributeDifference(attribute.getKey(), shown, Optional.of(value)));
            }
        }
        return real ? List.copyOf(changes) : List.of();
    }

    /** Such roles are only ever added. */
    private static ArrayNode missingRoles(Optional<JsonNode> shown, JsonNode wanted) {
        ArrayNode missing = JsonNodeFactory.instance.arrayNode();
        for (JsonNode role : wanted) {
            boolean there = shown.map(list -> list.valueStream().anyMatch(seen -> RoleList.shows(seen, role)))
                    .orElse(false);
            if (!there) {
                missing.add(role);
            }
        }
        return missing;
    }
}
