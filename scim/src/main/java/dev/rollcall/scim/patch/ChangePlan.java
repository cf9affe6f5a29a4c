package dev.rollcall.scim.patch;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a POST, PUT or PATCH means: the typed changes, in order, and the document that they lead to. Immutable by
 * contract: nobody changes the nodes. Storage, log, events and outbound all read it; nobody derives a difference again.
 *
 * <p>Guarantees: the resulting document is valid against the schema and in canonical form; {@code changes} holds no
 * {@link Change.Assigned} that changes nothing; a plan whose {@link #empty()} is true leaves version and lastModified
 * alone. Whether membership changes change anything is known only to the store, which applies them in the order given.
 *
 * @param changes the changes in the order in which they apply; document changes first, then membership changes
 * @param document the whole document afterwards, canonical, without {@code id}, {@code meta}, {@code groups} and
 *     {@code members}
 */
public record ChangePlan(List<Change> changes, ObjectNode document) {
    public ChangePlan {
        changes = List.copyOf(changes);
    }

    /** Whether nothing is to be done at all. */
    public boolean empty() {
        return changes.isEmpty();
    }

    /** Whether the document differs from the one before. */
    public boolean changesDocument() {
        return changes.stream().anyMatch(Change.Assigned.class::isInstance);
    }

    /** The changes to a group's membership, in order. */
    public List<Change> membershipChanges() {
        return changes.stream().filter(c -> !(c instanceof Change.Assigned)).toList();
    }
}
