package dev.rollcall.entra.mapping;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * What the target should show for a source object.
 *
 * @param attributes by target path, without those that have no value
 * @param references by target path ({@code members}, the manager's), the source ids that they point to
 */
public record MappedObject(SequencedMap<String, JsonNode> attributes, Map<String, List<String>> references) {
    public MappedObject {
        attributes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(attributes));
        references = Map.copyOf(references);
    }
}
