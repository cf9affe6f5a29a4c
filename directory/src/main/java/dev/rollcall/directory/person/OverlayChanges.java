package dev.rollcall.directory.person;

import dev.rollcall.mapping.ProfilePath;
import dev.rollcall.scim.patch.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What differs between two states of an overlay, for the change record. Each change is an assignment whose path is
 * {@value #PREFIX} and the place in the profile, so that no reader takes it for one of the SCIM document.
 */
public final class OverlayChanges {
    /** What the paths begin with. */
    public static final String PREFIX = "urn:rollcall:params:profile:";

    private OverlayChanges() {}

    /** The changes, the block first; sign-ins alone are none. */
    public static List<Change> between(Overlay before, Overlay after) {
        List<Change> changes = new ArrayList<>();
        add(changes, "blocked", flag(before.blocked()), flag(after.blocked()));
        add(changes, "blocked_until", time(before.blockedUntil()), time(after.blockedUntil()));
        changes.addAll(between(before.attributes(), after.attributes()));
        return changes;
    }

    /** The changes of attributes of a profile, of metadata member by member. */
    static List<Change> between(ObjectNode before, ObjectNode after) {
        List<Change> changes = new ArrayList<>();
        for (String name : names(before, after)) {
            JsonNode old = before.path(name);
            JsonNode next = after.path(name);
            if (ProfilePath.of(name).inMetadata() && !old.isValueNode() && !next.isValueNode()) {
                for (String inner : names(old, next)) {
                    add(changes, name + "." + inner, value(old.path(inner)), value(next.path(inner)));
                }
            } else {
                add(changes, name, value(old), value(next));
            }
        }
        return changes;
    }

    private static Set<String> names(JsonNode before, JsonNode after) {
        Set<String> names = new LinkedHashSet<>();
        if (before instanceof ObjectNode object) {
            names.addAll(object.propertyNames());
        }
        if (after instanceof ObjectNode object) {
            names.addAll(object.propertyNames());
        }
        return names;
    }

    private static void add(
            List<Change> changes, String place, Optional<JsonNode> before, Optional<JsonNode> after) {
        if (!before.equals(after)) {
            changes.add(new Change.Assigned(PREFIX + place, before, after));
        }
    }

    private static Optional<JsonNode> flag(boolean value) {
        return value ? Optional.of(BooleanNode.TRUE) : Optional.empty();
    }

    private static Optional<JsonNode> time(Optional<Instant> time) {
        return time.map(at -> JsonNodeFactory.instance.stringNode(at.toString()));
    }

    private static Optional<JsonNode> value(JsonNode node) {
        return node.isMissingNode() ? Optional.empty() : Optional.of(node);
    }
}
