package dev.rollcall.scim.patch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * The changes to a group's membership, in order, with obvious neighbours drawn together. What the sequence leads to is
 * the same as if each change were applied on its own; the present members are never needed.
 */
final class MembershipSequence {
    private final List<Pending> pending = new ArrayList<>();

    /** A change that can still grow. */
    private sealed interface Pending {
        record Replace(Map<String, ObjectNode> members) implements Pending {}

        record Add(Map<String, ObjectNode> members) implements Pending {}

        record Remove(Set<String> values) implements Pending {}

        record Other(Change change) implements Pending {}
    }

    void add(Change change) {
        switch (change) {
            case Change.MembersReplaced replaced -> {
                pending.clear();
                pending.add(new Pending.Replace(byValue(replaced.members())));
            }
            case Change.MembersAdded added -> addMembers(byValue(added.members()));
            case Change.MembersRemoved removed -> removeMembers(removed.values());
            case Change.MembersRemovedWhere where -> pending.add(new Pending.Other(where));
            case Change.Assigned assigned -> throw new IllegalArgumentException("not about members: " + assigned);
        }
    }

    List<Change> changes() {
        return pending.stream()
                .filter(p -> !(p instanceof Pending.Remove remove && remove.values().isEmpty()))
                .map(MembershipSequence::change)
                .toList();
    }

    private void addMembers(Map<String, ObjectNode> members) {
        switch (last()) {
            case Pending.Replace replace -> members.forEach(replace.members()::putIfAbsent);
            case Pending.Add add -> members.forEach(add.members()::putIfAbsent);
            case Pending.Remove remove -> pending.add(new Pending.Add(members));
            case Pending.Other other -> pending.add(new Pending.Add(members));
        }
    }

    private void removeMembers(List<String> values) {
        switch (last()) {
            case Pending.Replace replace -> values.forEach(replace.members()::remove);
            case Pending.Remove remove -> remove.values().addAll(values);
            case Pending.Add add -> pending.add(new Pending.Remove(new LinkedHashSet<>(values)));
            case Pending.Other other -> pending.add(new Pending.Remove(new LinkedHashSet<>(values)));
        }
    }

    private Pending last() {
        // An empty sequence begins with a removal of nobody, which never comes out.
        return pending.isEmpty() ? start() : pending.getLast();
    }

    private Pending start() {
        Pending nobody = new Pending.Remove(new LinkedHashSet<>());
        pending.add(nobody);
        return nobody;
    }

    private static Map<String, ObjectNode> byValue(List<ObjectNode> members) {
        Map<String, ObjectNode> byValue = new LinkedHashMap<>();
        members.forEach(m -> byValue.put(m.path("value").stringValue(), m));
        return byValue;
    }

    private static Change change(Pending pending) {
        return switch (pending) {
            case Pending.Replace replace -> new Change.MembersReplaced(List.copyOf(replace.members().values()));
            case Pending.Add add -> new Change.MembersAdded(List.copyOf(add.members().values()));
            case Pending.Remove remove -> new Change.MembersRemoved(List.copyOf(remove.values()));
            case Pending.Other other -> other.change();
        };
    }
}
