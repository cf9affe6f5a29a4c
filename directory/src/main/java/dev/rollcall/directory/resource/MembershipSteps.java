package dev.rollcall.directory.resource;

import dev.rollcall.directory.storage.Member;
import dev.rollcall.directory.storage.MemberStore;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.scim.patch.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Changes of a membership that only name some members, so that they are written without a look at the list. */
final class MembershipSteps {
    private MembershipSteps() {}

    /** Whether the changes are such steps, and name no more members than that. */
    static boolean are(List<Change> changes, int limit) {
        long named = 0;
        for (Change change : changes) {
            switch (change) {
                case Change.MembersAdded(List<ObjectNode> members) -> named += members.size();
                case Change.MembersRemoved(List<String> values) -> named += values.size();
                case Change.MembersReplaced ignored -> {
                    return false;
                }
                case Change.MembersRemovedWhere ignored -> {
                    return false;
                }
                case Change.Assigned ignored -> {
                    // A change of the document has no bearing on the membership.
                }
            }
        }
        return named <= limit;
    }

    /** Writes the steps one after the other. @return what really changed */
    static MembershipDifference apply(MemberStore store, StoredResource group, List<Change> steps) {
        MembershipDifference difference = MembershipDifference.none();
        for (Change step : steps) {
            switch (step) {
                case Change.MembersAdded(List<ObjectNode> nodes) -> {
                    Map<String, Member> members = MemberRows.of(nodes)
                            .stream()
                            .collect(Collectors.toMap(Member::value, m -> m, (first, again) -> again));
                    store.add(
                            group.connection(), group.id(), group.membership(), List.copyOf(members.values()))
                            .forEach(value -> Optional.ofNullable(members.get(value)).ifPresent(difference::add));
                }
                case Change.MembersRemoved(List<String> values) ->
                    store.remove(group.connection(), group.id(), group.membership(), values)
                            .forEach(difference::remove);
                case Change.MembersRemovedWhere ignored ->
                    throw new IllegalStateException("Whom a filter finds is looked up beside the writer.");
                case Change.MembersReplaced ignored ->
                    throw new IllegalStateException("A replacement is not a step.");
                case Change.Assigned ignored -> {
                    // The document is written with the row.
                }
            }
        }
        return difference;
    }
}
