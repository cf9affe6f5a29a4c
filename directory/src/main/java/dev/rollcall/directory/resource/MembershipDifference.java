package dev.rollcall.directory.resource;

import dev.rollcall.directory.storage.Member;
import dev.rollcall.scim.patch.Change;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What really changed in a group's membership.
 *
 * @param added who was not in it before, by value
 * @param removed who is no longer in it
 */
record MembershipDifference(Map<String, Member> added, Set<String> removed) {

    static MembershipDifference none() {
        return new MembershipDifference(new LinkedHashMap<>(), new HashSet<>());
    }

    /** Notes that a member came; one that was taken out before in the same request cancels out. */
    void add(Member member) {
        if (!removed.remove(member.value())) {
            added.put(member.value(), member);
        }
    }

    /** Notes that a member went; one that came before in the same request cancels out. */
    void remove(String value) {
        if (added.remove(value) == null) {
            removed.add(value);
        }
    }

    boolean empty() {
        return added.isEmpty() && removed.isEmpty();
    }

    int size() {
        return added.size() + removed.size();
    }

    /** As typed changes for the change record, at most so many members each. */
    List<Change> changes(int chunk) {
        List<Change> changes = new ArrayList<>();
        List<String> gone = removed.stream().sorted().toList();
        for (int i = 0; i < gone.size(); i += chunk) {
            changes.add(new Change.MembersRemoved(gone.subList(i, Math.min(gone.size(), i + chunk))));
        }
        List<Member> come = List.copyOf(added.values());
        for (int i = 0; i < come.size(); i += chunk) {
            changes.add(new Change.MembersAdded(come.subList(i, Math.min(come.size(), i + chunk))
                    .stream()
                    .map(MemberRows::node)
                    .toList()));
        }
        return changes;
    }
}
