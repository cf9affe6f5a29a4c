package dev.rollcall.entra.work;

import dev.rollcall.client.target.AttributeDifference;
import dev.rollcall.entra.log.ModifiedProperty;
import dev.rollcall.entra.mapping.MappedObject;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** PropertyChanges of the target as the log shows them. */
public final class PropertyChanges {
    private PropertyChanges() {}

    static List<ModifiedProperty> of(List<AttributeDifference> differences, MappedObject mapped) {
        return differences.stream()
                .map(change -> property(change.path(), change.seen(), change.wanted(), mapped))
                .toList();
    }

    static List<ModifiedProperty> created(MappedObject mapped) {
        return mapped.attributes()
                .entrySet()
                .stream()
                .map(entry -> property(entry.getKey(), Optional.empty(), Optional.of(entry.getValue()), mapped))
                .toList();
    }

    public static String text(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }

    private static ModifiedProperty property(
            String path, Optional<JsonNode> before, Optional<JsonNode> after, MappedObject mapped) {
        boolean secret = mapped.redacted().contains(path);
        return new ModifiedProperty(path, before.map(value -> shown(value, secret)),
                after.map(value -> shown(value, secret)));
    }

    private static String shown(JsonNode value, boolean secret) {
        return secret ? ModifiedProperty.REDACTED : text(value);
    }
}
