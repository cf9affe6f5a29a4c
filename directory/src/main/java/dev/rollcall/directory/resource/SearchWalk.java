package dev.rollcall.directory.resource;

import dev.rollcall.directory.resource.Search.Request;
import dev.rollcall.directory.resource.Search.Way;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.ResourceQuery.Position;
import dev.rollcall.directory.storage.ResourceStretch;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.resource.SortOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the resources of one type that satisfy a filter, in order, from a place on.
 *
 * <p>Guarantees: a place is that of a key and not of a number, so that nothing that comes or goes before it moves what is behind
 * it. A list that an index serves costs what its page costs, wherever that lies; nothing is counted. What costs more is done
 * only in a turn, within the bounds of {@link ScanLimits}, as {@link Search} does it.
 */
final class SearchWalk {
    private final ReadSession session;
    private final ScimCall call;
    private final ResourceLimits limits;
    private final Search search;
    private final ScanBudget budget;

    SearchWalk(ReadSession session, ScimCall call, ResourceLimits limits, Search search, ScanBudget budget) {
        this.session = session;
        this.call = call;
        this.limits = limits;
        this.search = search;
        this.budget = budget;
    }

    /**
     * What follows a place.
     *
     * @param resources at most as many as were asked for, and fewer when they are large
     * @param goesOn whether others follow them
     * @param positions the place of each of them
     */
    record Found(List<StoredResource> resources, boolean goesOn, Function<StoredResource, Position> positions) {}

    /** What follows a place; with a count of 0, whether anything does. */
    Found find(Request request, Way way, Optional<Position> after, int count) {
        new NameCheck(session, call).requireBrought(request);
        search.requirePresent(request, way);
        if (way.isServed()) {
            return fromIndex(request, search.query(request, way.narrowed().condition(), way.order().orElseThrow()),
                    after,
                    count);
        }
        if (!way.leadsToFew()) {
            search.requireTurn();
        }
        return way.order().isPresent()
                ? scanned(request, search.query(request, way.narrowed().condition(), way.order().get()), after, count)
                : sorted(request, search.query(request, way.narrowed().condition(), IndexColumn.ID), after, count);
    }

    private Found fromIndex(Request request, ResourceQuery list, Optional<Position> after, int count) {
        search.requireWalk(request, list);
        // One more than is asked for shows whether others follow.
        ResourceStretch found = session.resources()
                .list(Search.stretch(list, after, 0, count + 1), limits.pageBytes());
        List<StoredResource> resources = found.resources();
        if (resources.size() > count) {
            return found(list, resources.subList(0, count), true);
        }
        return found(list, resources, !found.ended() && !resources.isEmpty() && isFollowed(list, resources.getLast()));
    }

    private boolean isFollowed(ResourceQuery list, StoredResource last) {
        Optional<Position> after = Optional.of(session.resources().position(list, last));
        return !session.resources().list(Search.stretch(list, after, 0, 1), 1).resources().isEmpty();
    }

    private Found scanned(Request request, ResourceQuery list, Optional<Position> after, int count) {
        Window window = new Window(count, limits.pageBytes());
        boolean[] goesOn = new boolean[1];
        new Scan(session, call, budget, request).from(list, after, (resource, tree) -> {
            goesOn[0] = window.full();
            window.add(resource);
            goesOn[0] |= window.endsEarly();
            return !goesOn[0];
        });
        return found(list, window.resources(), goesOn[0]);
    }

    private Found found(ResourceQuery list, List<StoredResource> resources, boolean goesOn) {
        return new Found(resources, goesOn, resource -> session.resources().position(list, resource));
    }

    /** Keeps of the matches behind the place the first ones, and of each what the order looks at. */
    private Found sorted(Request request, ResourceQuery list, Optional<Position> after, int count) {
        SortOrder sort = request.sort().orElseThrow();
        Optional<ObjectNode> before = after.flatMap(Position::key)
                .map(key -> (ObjectNode) ScimJson.tree(key));
        Comparator<ObjectNode> lastFirst = sort.reversed();
        PriorityQueue<ObjectNode> first = new PriorityQueue<>(lastFirst);
        new Scan(session, call, budget, request).from(list, Optional.empty(), (resource, tree) -> {
            ObjectNode key = sort.shortKeyOf(tree);
            if (before.isEmpty() || sort.compare(before.get(), key) < 0) {
                first.add(key);
                if (first.size() > count + 1) {
                    first.remove();
                }
            }
            return true;
        });
        List<ObjectNode> keys = new ArrayList<>(first);
        keys.sort(sort);
        Window window = new Window(count, limits.pageBytes());
        for (int i = 0; i < keys.size() && !window.full(); i++) {
            session.resources().find(list.connection(), list.type(), id(keys.get(i))).ifPresent(window::add);
        }
        return new Found(window.resources(), window.resources().size() < keys.size(),
                resource -> position(keys, resource.id()));
    }

    private static Position position(List<ObjectNode> keys, String id) {
        return keys.stream()
                .filter(key -> id(key).equals(id))
                .findFirst()
                .map(key -> new Position(Optional.of(key.toString()), id))
                .orElseThrow();
    }

    private static String id(ObjectNode key) {
        return key.path("id").asString("");
    }
}
