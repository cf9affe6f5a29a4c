package dev.rollcall.directory.resource;

import dev.rollcall.directory.storage.Member;
import dev.rollcall.directory.storage.Reference;
import dev.rollcall.directory.storage.ResolvedMember;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;

/**
 * Walks what becomes of a group's members, a stretch at a time and each stretch in a read of its own, beside the writer. In
 * memory is one stretch.
 */
final class MembershipWalk {
    /** Some members, in the order of their values. */
    interface Visitor {
        /**
         * @param stay who was a member and still is
         * @param gone who no longer is
         * @param come who was none
         */
        void visit(List<Member> stay, List<String> gone, List<Member> come);
    }

    private final Storage storage;
    private final int stretch;

    /** @param stretch members a read and a visit */
    MembershipWalk(Storage storage, int stretch) {
        this.storage = storage;
        this.stretch = stretch;
    }

    /** Visits all members of the generation that the group names, and all that come. */
    void walk(StoredResource group, MembershipFate fate, Visitor visitor) {
        NavigableSet<String> named = fate.named();
        Optional<String> after = Optional.empty();
        boolean goesOn = true;
        while (goesOn) {
            Optional<String> from = after;
            List<ResolvedMember> members = storage.read(
                    Share.of(group.connection()), session -> session.members().all(group, from, stretch));
            goesOn = members.size() == stretch;
            Optional<String> to = goesOn ? Optional.of(members.getLast().member().value()) : Optional.empty();
            visit(members, fate, visitor);
            newcomers(group, between(named, from, to), members, fate, visitor);
            after = to;
        }
    }

    private static void visit(List<ResolvedMember> members, MembershipFate fate, Visitor visitor) {
        List<Member> stay = new ArrayList<>(members.size());
        List<String> gone = new ArrayList<>();
        for (ResolvedMember member : members) {
            fate.of(member).ifPresentOrElse(stay::add, () -> gone.add(member.member().value()));
        }
        if (!members.isEmpty()) {
            visitor.visit(stay, gone, List.of());
        }
    }

    private static NavigableSet<String> between(
            NavigableSet<String> named, Optional<String> after, Optional<String> to) {
        NavigableSet<String> begun = after.map(value -> named.tailSet(value, false)).orElse(named);
        return to.map(value -> begun.headSet(value, true)).orElse(begun);
    }

    private void newcomers(
            StoredResource group, NavigableSet<String> named, List<ResolvedMember> members, MembershipFate fate,
            Visitor visitor) {
        Set<String> there = new HashSet<>();
        members.forEach(member -> there.add(member.member().value()));
        List<String> values = new ArrayList<>();
        for (String value : named) {
            if (!there.contains(value)) {
                values.add(value);
            }
            if (values.size() == stretch) {
                come(group, values, fate, visitor);
                values = new ArrayList<>();
            }
        }
        if (!values.isEmpty()) {
            come(group, values, fate, visitor);
        }
    }

    private void come(StoredResource group, List<String> values, MembershipFate fate, Visitor visitor) {
        Map<String, Reference> targets = fate.looksAtTargets()
                ? storage.read(Share.of(group.connection()),
                        session -> session.resources().references(group.connection(), values))
                : Map.of();
        List<Member> come = new ArrayList<>();
        for (String value : values) {
            fate.ofNewcomer(value, Optional.ofNullable(targets.get(value))).ifPresent(come::add);
        }
        if (!come.isEmpty()) {
            visitor.visit(List.of(), List.of(), come);
        }
    }
}
