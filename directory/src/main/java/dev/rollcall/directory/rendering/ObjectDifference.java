package dev.rollcall.directory.rendering;

import dev.rollcall.mapping.ProfilePath;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which paths of two objects are different: whole members, those of metadata one by one. */
final class ObjectDifference {
    /** It moves with everything, and tells nothing of what is different. */
    private static final String TIME = "updated_at";

    private ObjectDifference() {}

    static SequencedSet<String> between(ObjectNode before, ObjectNode after) {
        SequencedSet<String> changed = new LinkedHashSet<>();
        for (String name : names(before, after)) {
            JsonNode old = before.path(name);
            JsonNode next = after.path(name);
            if (name.equals(TIME) || old.equals(next)) {
                continue;
            }
            if (ProfilePath.of(name).inMetadata() && !old.isValueNode() && !next.isValueNode()) {
                for (String inner : names(old, next)) {
                    if (!old.path(inner).equals(next.path(inner))) {
                        changed.add(name + "." + inner);
                    }
                }
            } else {
                changed.add(name);
            }
        }
        return changed;
    }

    private static Set<String> names(JsonNode before, JsonNode after) {
        Set<String> names = new LinkedHashSet<>();
        if (after instanceof ObjectNode object) {
            names.addAll(object.propertyNames());
        }
        if (before instanceof ObjectNode object) {
            names.addAll(object.propertyNames());
        }
        return names;
    }
}
