package dev.rollcall.directory.resource;

import dev.rollcall.directory.storage.Member;
import dev.rollcall.scim.filter.FilterMatcher;
import dev.rollcall.scim.patch.Change;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a plan wants of a group's membership: steps on whatever it is now, or a whole new membership.
 *
 * <p>The steps before a replacement do not matter, and those after it are applied to its list, so that a plan is one or
 * the other.
 */
sealed interface MembershipIntent {

    /** Additions and removals in order; never a replacement. */
    record Steps(List<Change> changes) implements MembershipIntent {}

    /** Exactly these members, by value. */
    record Target(Map<String, Member> members) implements MembershipIntent {}

    static MembershipIntent of(List<Change> membershipChanges) {
        int replacement = -1;
        for (int i = 0; i < membershipChanges.size(); i++) {
            if (membershipChanges.get(i) instanceof Change.MembersReplaced) {
                replacement = i;
            }
        }
        if (replacement < 0) {
            return new Steps(membershipChanges);
        }
        return new Target(apply(
                new LinkedHashMap<>(), membershipChanges.subList(replacement, membershipChanges.size())));
    }

    /** How many member values the steps name. */
    static long named(List<Change> changes) {
        long named = 0;
        for (Change change : changes) {
            named += switch (change) {
                case Change.MembersAdded(List<ObjectNode> members) -> members.size();
                case Change.MembersRemoved(List<String> values) -> values.size();
                case Change.MembersReplaced(List<ObjectNode> members) -> members.size();
                case Change.MembersRemovedWhere ignored -> 0;
                case Change.Assigned ignored -> 0;
            };
        }
        return named;
    }

    /** The members after these changes to those; the map given is changed and returned. */
    static Map<String, Member> apply(Map<String, Member> members, List<Change> changes) {
        for (Change change : changes) {
            switch (change) {
                case Change.MembersAdded(List<ObjectNode> added) ->
                    MemberRows.of(added).forEach(m -> members.putIfAbsent(m.value(), m));
                case Change.MembersRemoved(List<String> values) -> values.forEach(members::remove);
                case Change.MembersRemovedWhere where -> {
                    Predicate<JsonNode> matches = FilterMatcher.compileElement(where.filter());
                    members.values().removeIf(member -> matches.test(MemberRows.node(member)));
                }
                case Change.MembersReplaced(List<ObjectNode> replacement) -> {
                    members.clear();
                    MemberRows.of(replacement).forEach(m -> members.put(m.value(), m));
                }
                case Change.Assigned ignored -> {
                    // A change of the document has no bearing on the membership.
                }
            }
        }
        return members;
    }
}
