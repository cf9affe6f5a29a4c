package dev.rollcall.directory.resource;

import dev.rollcall.directory.resource.Computation.Parts;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResolvedMember;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.ResourceStretch;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.filter.FilterAttributes;
import dev.rollcall.scim.filter.FilterMatcher;
import dev.rollcall.scim.filter.UndeclaredFilters;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.path.UndeclaredPath;
import dev.rollcall.scim.schema.Schema;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * One search that looks at resources one by one, within the bounds of {@link ScanLimits}.
 *
 * <p>A name that no schema declares is answered only when some resource of the connection has it; otherwise the filter is
 * refused, because nobody found for a mistyped name would make an identity provider create everybody once more.
 */
final class Scan {
    private static final int CHUNK = 500;
    private static final int CHUNK_BYTES = 4 << 20;
    /** Members that a filter may look at in the groups of one stretch. */
    private static final int MEMBERS_LOOKED_AT = 50_000;

    /** Takes the resources that satisfy the filter. */
    interface Match {
        void accept(StoredResource resource, ObjectNode tree);
    }

    private final ReadSession session;
    private final ScimCall call;
    private final ScanLimits limits;
    private final Search.Request request;
    /** What is undeclared, and the filter asks for, and no resource so far has had. */
    private final Set<UndeclaredFilters.Asked> unseen;
    private int resources;
    private long bytes;

    Scan(ReadSession session, ScimCall call, ResourceLimits limits, Search.Request request) {
        this.session = session;
        this.call = call;
        this.limits = limits.scans();
        this.request = request;
        this.unseen = new LinkedHashSet<>(request.filter().map(UndeclaredFilters::asked).orElse(Set.of()));
    }

    /**
     * Looks at all resources of a list, in its order.
     *
     * @throws ScimException {@code tooMany} when that is more than a scan may look at, {@code invalidFilter} when the filter
     *     names what neither a schema nor a resource has
     */
    void over(ResourceQuery list, Match match) {
        Set<UndeclaredPath> places = unseen.stream()
                .map(UndeclaredFilters.Asked::place)
                .collect(Collectors.toSet());
        Predicate<ObjectNode> matches = request.filter().map(FilterMatcher::compile).orElse(tree -> true);
        Parts parts = parts();
        Rendering rendering = new Rendering(call.baseUrl());
        each(list, parts, (resource, computed) -> {
            Computed whole = parts.members() && request.kind().hasMembers()
                    ? computed.with(members(resource))
                    : computed;
            ObjectNode tree = rendering.tree(resource, whole);
            see(tree);
            if (matches.test(tree)) {
                match.accept(resource, tree);
            }
            return true;
        });
        if (!unseen.isEmpty() && !(list.condition() instanceof Condition.All)) {
            lookElsewhere(list);
        }
        unseen.stream().findFirst().ifPresent(asked -> {
            throw UndeclaredFilters.unknown(asked, request.kind().type());
        });
        places.forEach(path -> call.tolerances().fired(Tolerance.UNDECLARED_FILTER, path.text()));
    }

    private void see(ObjectNode tree) {
        if (!unseen.isEmpty()) {
            unseen.removeIf(asked -> UndeclaredFilters.has(tree, asked));
        }
    }

    /** Other conditions of the filter may have led past all who have what is undeclared. */
    private void lookElsewhere(ResourceQuery list) {
        ResourceQuery all = new ResourceQuery(
                list.connection(), list.type(), new Condition.All(), list.order(), list.descending(), Optional.empty(),
                0, 0);
        each(all, new Parts(false, false, false), (resource, computed) -> {
            see(StoredJson.read(resource.document()));
            return !unseen.isEmpty();
        });
    }

    private void each(ResourceQuery list, Parts parts, BiPredicate<StoredResource, Computed> reader) {
        Computation computation = new Computation(session, call);
        Optional<ResourceQuery.Position> after = Optional.empty();
        boolean goesOn = true;
        while (goesOn) {
            ResourceStretch found = session.resources().list(Search.stretch(list, after, 0, CHUNK), CHUNK_BYTES);
            List<StoredResource> chunk = found.resources();
            boolean wanted = computation.each(chunk, parts, (resource, computed) -> {
                count(resource);
                return reader.test(resource, computed);
            });
            goesOn = wanted && !found.ended();
            if (goesOn) {
                after = Optional.of(session.resources().position(list, chunk.getLast()));
            }
        }
    }

    private void count(StoredResource resource) {
        bytes += resource.document().length;
        if (++resources > limits.resources() || bytes > limits.bytes()) {
            throw Search.tooMany(
                    request,
                    "No index serves this filter or sort order, and it would look at more than "
                            + limits.resources() + " resources (limits.filter-scan) or " + limits.bytes()
                            + " bytes of them (limits.filter-scan-bytes).");
        }
    }

    private List<ResolvedMember> members(StoredResource group) {
        List<ResolvedMember> members = session.members().of(group, Optional.empty(), MEMBERS_LOOKED_AT + 1);
        if (members.size() > MEMBERS_LOOKED_AT) {
            throw Search.tooMany(
                    request,
                    "No index serves this filter, and a group here has more than " + MEMBERS_LOOKED_AT + " members.");
        }
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
