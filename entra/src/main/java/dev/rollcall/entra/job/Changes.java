package dev.rollcall.entra.job;

import dev.rollcall.entra.client.AttributeDifference;
import dev.rollcall.entra.job.log.ModifiedProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Changes of the target as the log shows them. */
final class Changes {
    private Changes() {}

    static List<ModifiedProperty> of(List<AttributeDifference> differences) {
        return differences.stream()
                .map(change -> new ModifiedProperty(
                        change.path(), change.seen().map(Changes::text), change.wanted().map(Changes::text)))
                .toList();
    }

    static List<ModifiedProperty> created(Map<String, JsonNode> attributes) {
        return attributes.entrySet().stream()
                .map(entry -> new ModifiedProperty(
                        entry.getKey(), Optional.empty(), Optional.of(text(entry.getValue()))))
                .toList();
    }

    static String text(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }
}
