package dev.rollcall.mapping;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What somebody wants to change in a profile.
 *
 * @param assignments the new value of each attribute, in the order in which they were given; empty where it is to be removed.
 *     Within metadata, what is assigned is a whole first-level member as a rule; a path further down assigns that part alone, and
 *     {@code app_metadata} itself replaces all of it
 */
public record ProfileEdit(SequencedMap<ProfilePath, Optional<JsonNode>> assignments) {
    public ProfileEdit {
        assignments = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(assignments));
    }

    /**
     * The edit that a PATCH body means by Auth0's rules: a root attribute is replaced; the members of metadata are merged at their
     * first level, each replaced as a whole; null removes; an empty object, or null, in the place of metadata removes all of it.
     */
    public static ProfileEdit of(ObjectNode body) {
        SequencedMap<ProfilePath, Optional<JsonNode>> assignments = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : body.properties()) {
            ProfilePath path = ProfilePath.of(member.getKey());
            if (path.inMetadata() && member.getValue() instanceof ObjectNode metadata && !metadata.isEmpty()) {
                for (Map.Entry<String, JsonNode> inner : metadata.properties()) {
                    assignments.put(ProfilePath.of(member.getKey(), inner.getKey()), value(inner.getValue()));
                }
            } else {
                boolean cleared = path.inMetadata() && member.getValue().isObject();
                assignments.put(path, cleared ? Optional.empty() : value(member.getValue()));
            }
        }
        return new ProfileEdit(assignments);
    }

    /** The edit of one attribute. */
    public static ProfileEdit of(ProfilePath path, Optional<JsonNode> value) {
        SequencedMap<ProfilePath, Optional<JsonNode>> assignments = new LinkedHashMap<>();
        assignments.put(path, value);
        return new ProfileEdit(assignments);
    }

    private static Optional<JsonNode> value(JsonNode value) {
        return value.isNull() ? Optional.empty() : Optional.of(value);
    }
}
