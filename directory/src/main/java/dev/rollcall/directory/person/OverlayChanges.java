package dev.rollcall.directory.person;

import dev.rollcall.scim.patch.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What differs in a profile beside the SCIM document, for the change record. Each change is an assignment whose path is
 * {@value #PREFIX} and the place in the profile for what the overlay has, and {@value #MAPPED} and the place for what another
 * mapping makes of the same document, so that no reader takes one for the other, or for a change of the SCIM document.
 */
public final class OverlayChanges {
    /** What the paths of changes begin with that the overlay holds, and of links between accounts. */
    public static final String PREFIX = "urn:rollcall:params:profile:";

    /** What the paths of changes begin with that only another mapping makes: nothing that is stored is different. */
    public static final String MAPPED = "urn:rollcall:params:mapped:";

    private OverlayChanges() {}

    /** The changes, the block first; sign-ins alone are none. */
    public static List<Change> between(Overlay before, Overlay after) {
        List<Change> changes = new ArrayList<>();
        add(changes, PREFIX + "blocked", flag(before.blocked()), flag(after.blocked()));
        add(changes, PREFIX + "blocked_until", time(before.blockedUntil()), time(after.blockedUntil()));
        changes.addAll(between(PREFIX, before.attributes(), after.attributes()));
        return changes;
    }

    /** What another mapping makes of a profile, of metadata member by member. */
    static List<Change> mapped(ObjectNode before, ObjectNode after) {
        return between(MAPPED, before, after);
    }

    private static List<Change> between(String prefix, ObjectNode before, ObjectNode after) {
        List<Change> changes = new ArrayList<>();
        ProfileMembers.of(before, after, (path, old, next) -> add(changes, prefix + path, value(old), value(next)));
        return changes;
    }

    private static void add(
            List<Change> changes, String path, Optional<JsonNode> before, Optional<JsonNode> after) {
        if (!before.equals(after)) {
            changes.add(new Change.Assigned(path, before, after));
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
