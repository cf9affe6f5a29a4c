package dev.rollcall.entra.mapping;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What the target should show for a source object.
 *
 * @param attributes by target path, without those that have no value
 * @param references by target path ({@code members}, the manager's), the source ids that they point to; a mapped reference that
 *        points to nobody has an empty list
 * @param redacted the target paths whose values a log shows as {@code [Redact]}
 */
public record MappedObject(
        SequencedMap<String, JsonNode> attributes, Map<String, List<String>> references, Set<String> redacted) {
    public MappedObject {
        attributes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(attributes));
        references = Map.copyOf(references);
        redacted = Set.copyOf(redacted);
    }

    /** An object of which the log may show everything. */
    public MappedObject(SequencedMap<String, JsonNode> attributes, Map<String, List<String>> references) {
        this(attributes, references, Set.of());
    }
}
