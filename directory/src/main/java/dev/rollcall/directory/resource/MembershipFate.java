package dev.rollcall.directory.resource;

import dev.rollcall.directory.storage.Member;
import dev.rollcall.directory.storage.Reference;
import dev.rollcall.directory.storage.ResolvedMember;
import dev.rollcall.scim.filter.FilterMatcher;
import dev.rollcall.scim.patch.Change;
import dev.rollcall.scim.text.Folding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the changes of a plan make of each member, one independent of the other, so that the membership they apply to need
 * never be in memory as a whole. It takes as much memory as the request that the changes came with.
 */
final class MembershipFate {
    /** One change, by value. */
    private sealed interface Step {
        /** What is left of a member, or of nobody. */
        Optional<Member> apply(Optional<Member> now, String value, Optional<Reference> target);

        record Come(Map<String, Member> members) implements Step {
            @Override
            public Optional<Member> apply(Optional<Member> now, String value, Optional<Reference> target) {
                return now.or(() -> Optional.ofNullable(members.get(value)));
            }
        }

        record Go(Set<String> values) implements Step {
            @Override
            public Optional<Member> apply(Optional<Member> now, String value, Optional<Reference> target) {
                return now.filter(member -> !values.contains(value));
            }
        }

        /** A filter selects among members as they are answered, with the type and the name of what they point at. */
        record GoWhere(Predicate<JsonNode> filter, Rendering rendering) implements Step {
            @Override
            public Optional<Member> apply(Optional<Member> now, String value, Optional<Reference> target) {
                return now.filter(member -> !filter.test(rendering.member(new ResolvedMember(member, target))));
            }
        }

        record Be(Map<String, Member> members) implements Step {
            @Override
            public Optional<Member> apply(Optional<Member> now, String value, Optional<Reference> target) {
                return Optional.ofNullable(members.get(value));
            }
        }
    }

    private final List<Step> steps = new ArrayList<>();
    private final TreeSet<String> named = new TreeSet<>(Folding::compareCodePoints);
    private final boolean looksAtTargets;

    MembershipFate(List<Change> changes, Rendering rendering) {
        for (Change change : changes) {
            switch (change) {
                case Change.MembersAdded(List<ObjectNode> added) -> {
                    Map<String, Member> members = new HashMap<>();
                    MemberRows.of(added).forEach(member -> members.putIfAbsent(member.value(), member));
                    named.addAll(members.keySet());
                    steps.add(new Step.Come(members));
                }
                case Change.MembersRemoved(List<String> values) -> steps.add(new Step.Go(new HashSet<>(values)));
                case Change.MembersRemovedWhere where ->
                    steps.add(new Step.GoWhere(FilterMatcher.compileElement(where.filter()), rendering));
                case Change.MembersReplaced(List<ObjectNode> replacement) -> {
                    Map<String, Member> members = new HashMap<>();
                    MemberRows.of(replacement).forEach(member -> members.put(member.value(), member));
                    named.addAll(members.keySet());
                    steps.add(new Step.Be(members));
                }
                case Change.Assigned ignored -> {
                    // A change of the document has no bearing on the membership.
                }
            }
        }
        this.looksAtTargets = steps.stream().anyMatch(Step.GoWhere.class::isInstance);
    }

    /** The values that the changes bring in, in the order of the store. */
    NavigableSet<String> named() {
        return named;
    }

    /** Whether {@link #ofNewcomer} looks at what a member points at. */
    boolean looksAtTargets() {
        return looksAtTargets;
    }

    /** What becomes of a member; empty when it goes. */
    Optional<Member> of(ResolvedMember current) {
        return after(Optional.of(current.member()), current.member().value(), current.target());
    }

    /** What becomes of somebody who was no member; empty when it stays so. */
    Optional<Member> ofNewcomer(String value, Optional<Reference> target) {
        return after(Optional.empty(), value, target);
    }

    private Optional<Member> after(Optional<Member> before, String value, Optional<Reference> target) {
        Optional<Member> now = before;
        for (Step step : steps) {
            now = step.apply(now, value, target);
        }
        return now;
    }
}
