package dev.rollcall.scim.patch;

import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterMatcher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
    /** Keeps a copy of the list. */
    public ChangePlan {
        changes = List.copyOf(changes);
    }

    /** {@return whether nothing is to be done at all} */
    public boolean empty() {
        return changes.isEmpty();
    }

    /** {@return whether the document differs from the one before} */
    public boolean changesDocument() {
        return changes.stream().anyMatch(Change.Assigned.class::isInstance);
    }

    /** {@return the canonical paths of what differs in the document} */
    public Set<String> paths() {
        return changes.stream()
                .filter(Change.Assigned.class::isInstance)
                .map(change -> ((Change.Assigned) change).path())
                .collect(Collectors.toSet());
    }

    /**
     * {@return the members of the group afterwards, those who stay in their order, for whoever keeps them as a list} Whoever
     * keeps many does the {@link #membershipChanges()} one by one instead.
     *
     * @param members those of before, each with a {@code value}
     */
    public List<ObjectNode> membersAfter(List<ObjectNode> members) {
        Map<String, ObjectNode> byId = new LinkedHashMap<>();
        members.forEach(member -> byId.put(id(member), member));
        for (Change change : changes) {
            switch (change) {
                case Change.Assigned document -> {
                }
                case Change.MembersAdded(List<ObjectNode> added) ->
                    added.forEach(member -> byId.putIfAbsent(id(member), member));
                case Change.MembersRemoved(List<String> values) -> values.forEach(byId::remove);
                case Change.MembersRemovedWhere(Filter filter) ->
                    byId.values().removeIf(FilterMatcher.compileElement(filter));
                case Change.MembersReplaced(List<ObjectNode> replacement) -> {
                    byId.clear();
                    replacement.forEach(member -> byId.put(id(member), member));
                }
            }
        }
        return List.copyOf(byId.values());
    }

    private static String id(ObjectNode member) {
        return member.path("value").stringValue();
    }

    /** {@return the changes to a group's membership, in order} */
    public List<Change> membershipChanges() {
        return changes.stream().filter(c -> !(c instanceof Change.Assigned)).toList();
    }
}
