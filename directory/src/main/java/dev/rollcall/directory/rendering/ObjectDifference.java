package dev.rollcall.directory.rendering;

import dev.rollcall.directory.person.ProfileMembers;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import tools.jackson.databind.node.ObjectNode;

/** Which paths of two objects are different: whole members, those of metadata one by one. */
final class ObjectDifference {
    /** It moves with everything, and tells nothing of what is different. */
    private static final String TIME = "updated_at";

    private ObjectDifference() {}

    static SequencedSet<String> between(ObjectNode before, ObjectNode after) {
        SequencedSet<String> changed = new LinkedHashSet<>();
        ProfileMembers.of(after, before, (path, next, old) -> {
            if (!path.equals(TIME) && !old.equals(next)) {
                changed.add(path);
            }
        });
        return changed;
    }
}
