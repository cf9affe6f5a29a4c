package dev.rollcall.directory.resource;

import dev.rollcall.directory.storage.Member;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Reference;
import dev.rollcall.directory.storage.ResolvedMember;
import dev.rollcall.scim.filter.FilterMatcher;
import dev.rollcall.scim.patch.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a plan wants of a group's membership: a few steps that need no look at the list, or a list that is computed from
 * the one that is there.
 */
final class MembershipIntent {
    private final ReadSession session;
    private final ScimCall call;

    MembershipIntent(ReadSession session, ScimCall call) {
        this.session = session;
        this.call = call;
    }

    /**
     * Whether the changes can be written one after the other without reading the list: they only name members, and no
     * more than so many.
     */
    static boolean stepwise(List<Change> changes, int limit) {
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

    /** The members after these changes to those, by value; the map given is changed and returned. */
    Map<String, Member> target(Map<String, Member> members, List<Change> changes) {
        for (Change change : changes) {
            switch (change) {
                case Change.MembersAdded(List<ObjectNode> added) ->
                    MemberRows.of(added).forEach(m -> members.putIfAbsent(m.value(), m));
                case Change.MembersRemoved(List<String> values) -> values.forEach(members::remove);
                case Change.MembersRemovedWhere where -> removeWhere(members, where);
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

    /** A filter selects among members as they are answered, with the type and the name of what they point at. */
    private void removeWhere(Map<String, Member> members, Change.MembersRemovedWhere where) {
        Predicate<JsonNode> matches = FilterMatcher.compileElement(where.filter());
        Rendering rendering = new Rendering(call.baseUrl());
        Map<String, Reference> targets = session.references(call.connection(), members.keySet());
        members.values()
                .removeIf(member -> matches.test(rendering.member(
                        new ResolvedMember(member, Optional.ofNullable(targets.get(member.value()))))));
    }
}
