package dev.rollcall.directory.resource;

import dev.rollcall.directory.resource.Computation.Parts;
import dev.rollcall.directory.resource.FilterNarrowing.Narrowed;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.IndexColumn;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterAttributes;
import dev.rollcall.scim.filter.FilterMatcher;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.resource.SortOrder;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the resources of one type that satisfy a filter, in order, a window at a time.
 *
 * <p>Guarantees: the total is exact. A list that an index serves costs what its page costs, at any size; one that no
 * index serves looks at no more than {@link ResourceLimits#filterScan} resources and is otherwise refused with
 * {@code tooMany} and what to filter by instead.
 */
final class Search {
    /** What to look for. */
    record Request(ResourceType type, Optional<Filter> filter, Optional<SortOrder> sort, boolean descending) {}

    /** The window that was asked for. */
    record Found(long total, List<StoredResource> window) {}

    private static final int SCAN_CHUNK = 500;

    private final ReadSession session;
    private final ScimCall call;
    private final ResourceLimits limits;
    private final PageAnchors anchors;

    Search(ReadSession session, ScimCall call, ResourceLimits limits, PageAnchors anchors) {
        this.session = session;
        this.call = call;
        this.limits = limits;
        this.anchors = anchors;
    }

    /**
     * Finds a window.
     *
     * @param skip how many to pass over
     * @param count how many at most; 0 for the total alone
     */
    Found find(Request request, long skip, int count) {
        Narrowed narrowed = narrowed(request);
        Optional<IndexColumn> order = order(request);
        if (narrowed.exact() && order.isPresent()) {
            return fromIndex(query(request, narrowed.condition(), order.get()), skip, count);
        }
        return order.isPresent()
                ? scanned(request, query(request, narrowed.condition(), order.get()), skip, count)
                : sorted(request, query(request, narrowed.condition(), IndexColumn.ID), skip, count);
    }

    /** Whether a request has to look at resources one by one, as no index serves it. */
    static boolean scans(Request request) {
        return !narrowed(request).exact() || order(request).isEmpty();
    }

    private static Narrowed narrowed(Request request) {
        return request.filter
                .map(filter -> new FilterNarrowing(request.type.name()).narrow(filter))
                .orElse(Narrowed.exactly(new Condition.All()));
    }

    private ResourceQuery query(Request request, Condition condition, IndexColumn order) {
        return new ResourceQuery(
                call.connection(),
                request.type.name(),
                condition,
                order,
                request.sort.isPresent() && request.descending,
                Optional.empty(),
                0,
                0);
    }

    private static ResourceQuery stretch(
            ResourceQuery list, Optional<ResourceQuery.Position> after, long offset, int limit) {
        return new ResourceQuery(
                list.connection(), list.type(), list.condition(), list.order(), list.descending(), after, offset,
                limit);
    }

    private Found fromIndex(ResourceQuery list, long skip, int count) {
        if (count == 0) {
            return new Found(total(list), List.of());
        }
        int startIndex = (int) Math.min(skip, Integer.MAX_VALUE - 1) + 1;
        Optional<ResourceQuery.Position> anchor = anchors.find(list, startIndex);
        List<StoredResource> window = session.resources(stretch(list, anchor, anchor.isPresent() ? 0 : skip, count));
        if (anchor.isEmpty() && window.size() < count && (skip == 0 || !window.isEmpty())) {
            // The list ends here, so that the usual lookup of one resource needs no count.
            return new Found(skip + window.size(), window);
        }
        if (!window.isEmpty()) {
            anchors.remember(list, startIndex + window.size(), session.position(list, window.getLast()));
        }
        return new Found(total(list), window);
    }

    private long total(ResourceQuery list) {
        return session.count(list.connection(), list.type(), list.condition());
    }

    private Found scanned(Request request, ResourceQuery list, long skip, int count) {
        List<StoredResource> window = new ArrayList<>();
        long[] matches = new long[1];
        scan(request, list, (resource, tree) -> {
            if (matches[0]++ >= skip && window.size() < count) {
                window.add(resource);
            }
        });
        return new Found(matches[0], window);
    }

    private Found sorted(Request request, ResourceQuery list, long skip, int count) {
        record Entry(StoredResource resource, ObjectNode tree) {}
        List<Entry> matches = new ArrayList<>();
        scan(request, list, (resource, tree) -> matches.add(new Entry(resource, tree)));
        request.sort.ifPresent(sort -> matches.sort((a, b) -> sort.compare(a.tree, b.tree)));
        return new Found(
                matches.size(),
                matches.stream()
                        .skip(skip)
                        .limit(count)
                        .map(Entry::resource)
                        .toList());
    }

    private interface Match {
        void accept(StoredResource resource, ObjectNode tree);
    }

    private void scan(Request request, ResourceQuery list, Match match) {
        Predicate<ObjectNode> matches = request.filter.map(FilterMatcher::compile).orElse(tree -> true);
        Parts parts = parts(request);
        Rendering rendering = new Rendering(call.baseUrl());
        Computation computation = new Computation(session, call.connection(), limits.listMembers());
        Optional<ResourceQuery.Position> after = Optional.empty();
        int looked = 0;
        while (true) {
            List<StoredResource> chunk = session.resources(stretch(list, after, 0, SCAN_CHUNK));
            List<Computed> computed = computation.of(chunk, parts);
            for (int i = 0; i < chunk.size(); i++) {
                if (++looked > limits.filterScan()) {
                    throw tooMany(request);
                }
                ObjectNode tree = rendering.tree(chunk.get(i), computed.get(i));
                if (matches.test(tree)) {
                    match.accept(chunk.get(i), tree);
                }
            }
            if (chunk.size() < SCAN_CHUNK) {
                return;
            }
            after = Optional.of(session.position(list, chunk.getLast()));
        }
    }

    private static Parts parts(Request request) {
        Set<String> named = new HashSet<>(
                request.filter.map(FilterAttributes::of).orElse(Set.of()));
        request.sort.ifPresent(sort -> named.add(
                sort.path().extension().map(Schema::id).orElse(sort.path().attribute().name())));
        return new Parts(
                named.contains(Urns.ENTERPRISE_USER), named.contains("groups"), named.contains("members"));
    }

    private static Optional<IndexColumn> order(Request request) {
        if (request.sort.isEmpty()) {
            return Optional.of(IndexColumn.ID);
        }
        boolean user = request.type.name().equals("User");
        return switch (request.sort.get().path().toString()) {
            case "id" -> Optional.of(IndexColumn.ID);
            case "userName" -> user ? Optional.of(IndexColumn.UNIQUE_KEY) : Optional.empty();
            case "displayName" -> Optional.of(user ? IndexColumn.DISPLAY_NAME : IndexColumn.UNIQUE_KEY);
            case "externalId" -> Optional.of(IndexColumn.EXTERNAL_ID);
            case "meta.created" -> Optional.of(IndexColumn.CREATED);
            case "meta.lastModified" -> Optional.of(IndexColumn.LAST_MODIFIED);
            default -> Optional.empty();
        };
    }

    private ScimException tooMany(Request request) {
        String keys = request.type.name().equals("User")
                ? "id, userName, externalId, displayName, active, emails.value, manager, groups.value, meta.created and"
                        + " meta.lastModified"
                : "id, displayName, externalId, members.value, meta.created and meta.lastModified";
        return ScimException.of(
                ScimType.TOO_MANY,
                "No index serves this filter or sort order, and it would look at more than " + limits.filterScan()
                        + " resources (limits.filter-scan). Filter by, or add with \"and\", one of " + keys + ".");
    }
}
