package dev.rollcall.directory.resource;

import dev.rollcall.directory.resource.Computation.Parts;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResolvedMember;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.ResourceStretch;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.filter.FilterAttributes;
import dev.rollcall.scim.filter.FilterMatcher;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.schema.Schema;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/** One search that looks at resources one by one, within the budget of its request. */
final class Scan {
    /** Takes the resources that satisfy the filter. */
    interface Match {
        /** @return whether it takes more */
        boolean test(StoredResource resource, ObjectNode tree);
    }

    private final ReadSession session;
    private final ScimCall call;
    private final ScanBudget budget;
    private final Search.Request request;

    Scan(ReadSession session, ScimCall call, ScanBudget budget, Search.Request request) {
        this.session = session;
        this.call = call;
        this.budget = budget;
        this.request = request;
    }

    /**
     * Looks at all resources of a list, in its order.
     *
     * @throws ScimException {@code tooMany} when that is more than the budget has
     */
    void over(ResourceQuery list, BiConsumer<StoredResource, ObjectNode> match) {
        from(list, Optional.empty(), (resource, tree) -> {
            match.accept(resource, tree);
            return true;
        });
    }

    /**
     * The same behind a place, for as long as more is taken.
     *
     * @throws ScimException as above
     */
    void from(ResourceQuery list, Optional<ResourceQuery.Position> place, Match match) {
        Predicate<ObjectNode> matches = request.filter().map(FilterMatcher::compile).orElse(tree -> true);
        Parts parts = parts();
        boolean members = parts.members() && request.kind().hasMembers();
        if (members) {
            budget.requireTurn();
        }
        Rendering rendering = Rendering.of(call);
        each(list, place, parts, (resource, computed) -> {
            Computed whole = members ? computed.with(members(resource)) : computed;
            ObjectNode tree = rendering.tree(resource, whole);
            return !matches.test(tree) || match.test(resource, tree);
        });
    }

    private void each(
            ResourceQuery list, Optional<ResourceQuery.Position> place, Parts parts,
            BiPredicate<StoredResource, Computed> reader) {
        Computation computation = new Computation(session, call);
        Optional<ResourceQuery.Position> after = place;
        boolean goesOn = true;
        while (goesOn) {
            ResourceStretch found = session.resources()
                    .list(Search.stretch(list, after, 0, budget.chunk()), budget.chunkBytes());
            budget.requireFew(found);
            List<StoredResource> chunk = found.resources();
            boolean wanted = computation.each(chunk, parts, (resource, computed) -> {
                budget.count(request, resource);
                return reader.test(resource, computed);
            });
            goesOn = wanted && !found.ended();
            if (goesOn) {
                after = Optional.of(session.resources().position(list, chunk.getLast()));
            }
        }
    }

    private List<ResolvedMember> members(StoredResource group) {
        List<ResolvedMember> members = session.members().of(group, Optional.empty(), budget.membersLeft() + 1);
        budget.countMembers(request, members.size());
        return members;
    }

    private Parts parts() {
        Set<String> named = new HashSet<>(request.filter().map(FilterAttributes::of).orElse(Set.of()));
        request.sort()
                .ifPresent(sort -> named.add(
                        sort.path().extension().map(Schema::id).orElse(sort.path().attribute().name())));
        return new Parts(
                named.contains(Urns.ENTERPRISE_USER), named.contains("groups"), named.contains("members"));
    }
}
