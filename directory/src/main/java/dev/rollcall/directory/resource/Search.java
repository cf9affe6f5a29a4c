package dev.rollcall.directory.resource;

import dev.rollcall.directory.resource.FilterNarrowing.Narrowed;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.ResourceStretch;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.resource.SortOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the resources of one type that satisfy a filter, in order, a window at a time.
 *
 * <p>Guarantees: the total is exact. A list that an index serves costs what its page costs, at any size. What costs more
 * (counting or passing over many rows of an index, looking at resources one by one) is done only in a turn, within the bounds
 * of {@link ScanLimits}, and is otherwise refused with {@code tooMany} and what to filter by instead. In memory are at most
 * {@link ResourceLimits#pageBytes} bytes of what was found.
 */
final class Search {
    /** What to look for. */
    record Request(ResourceKind kind, Optional<Filter> filter, Optional<SortOrder> sort, boolean descending) {}

    /**
     * How it is found, told from the request alone.
     *
     * @param narrowed what an index makes of the filter
     * @param order the index that has the order that was asked for; empty when none has
     */
    record Way(Narrowed narrowed, Optional<IndexColumn> order) {
        static Way of(Request request) {
            return new Way(Search.narrowed(request), Search.order(request));
        }

        /** Whether an index serves all of it, so that it costs little unless much has to be counted or passed over. */
        boolean isServed() {
            return narrowed.exact() && order.isPresent();
        }

        /** Whether an index leads to the few, as a rule, that have to be looked at. */
        boolean leadsToFew() {
            return !narrowed.exact() && order.isPresent() && isFew(narrowed.condition());
        }

        /** Whether it goes by an index that other schemas of the connection may not have. */
        boolean goesByDeclared(ResourceKind kind) {
            return !kind.indexes().isEmpty() && isOfDeclared(narrowed.condition(), kind);
        }

        private static boolean isOfDeclared(Condition condition, ResourceKind kind) {
            return switch (condition) {
                case Condition.And(List<Condition> parts) -> parts.stream().anyMatch(part -> isOfDeclared(part, kind));
                case Condition.Or(List<Condition> parts) -> parts.stream().anyMatch(part -> isOfDeclared(part, kind));
                case Condition.Not(Condition part) -> isOfDeclared(part, kind);
                case Condition.Entry entry -> kind.indexOf(entry.attribute()).isPresent();
                default -> false;
            };
        }

        private static boolean isFew(Condition condition) {
            return switch (condition) {
                case Condition.None() -> true;
                case Condition.And(List<Condition> parts) -> parts.stream().anyMatch(Way::isFew);
                case Condition.Or(List<Condition> parts) -> parts.stream().allMatch(Way::isFew);
                case Condition.Text text -> text.comparator() == Condition.Comparator.EQ;
                case Condition.Entry entry -> entry.comparator() == Condition.Comparator.EQ;
                default -> false;
            };
        }
    }

    /**
     * The window that was asked for.
     *
     * @param endsEarly whether it has fewer resources than were asked for because they were too large
     */
    record Found(long total, List<StoredResource> window, boolean endsEarly) {}

    /** What a search may cost. */
    enum Allowance {
        /** Little enough that nobody needs to wait for it. */
        AT_ONCE,
        /** Up to the limits, because it has its turn. */
        IN_TURN
    }

    /** The search costs more than {@link Allowance#AT_ONCE} permits; nothing was answered. */
    static final class TurnNeededException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TurnNeededException() {
            super("The search needs a turn.", null, false, false);
        }
    }

    /** Rows of an index that may be counted or passed over without a turn. */
    static final int INDEX_ROWS_AT_ONCE = 10_000;

    private final ReadSession session;
    private final ScimCall call;
    private final ResourceLimits limits;
    private final PageAnchors anchors;
    private final Allowance allowance;
    private final ScanBudget budget;

    Search(ReadSession session, ScimCall call, ResourceLimits limits, PageAnchors anchors, Allowance allowance,
            ScanBudget budget) {
        this.session = session;
        this.call = call;
        this.limits = limits;
        this.anchors = anchors;
        this.allowance = allowance;
        this.budget = budget;
    }

    /**
     * Finds a window.
     *
     * @param skip how many to pass over
     * @param count how many at most; 0 for the total alone
     * @throws ScimException {@code invalidFilter} when the filter names what neither a schema declares nor a resource ever
     *     brought, {@code tooMany} when it costs more than it may
     * @throws OtherSettingsException when it goes by an index of schemas that the connection does not have any more
     */
    Found find(Request request, Way way, long skip, int count) {
        new NameCheck(session, call).requireBrought(request);
        requirePresent(request, way);
        Condition condition = way.narrowed.condition();
        if (way.isServed()) {
            return fromIndex(request, query(request, condition, way.order.orElseThrow()), skip, count);
        }
        if (!way.leadsToFew()) {
            requireTurn();
        }
        return way.order.isPresent()
                ? scanned(request, query(request, condition, way.order.get()), skip, count)
                : sorted(request, query(request, condition, IndexColumn.ID), skip, count);
    }

    /** A caller is known for a moment, and whatever is written under other schemas goes out of an index that they do not have. */
    void requirePresent(Request request, Way way) {
        if (way.goesByDeclared(request.kind)) {
            Settled.schemas(session, call);
        }
    }

    private static Narrowed narrowed(Request request) {
        return request.filter
                .map(filter -> new FilterNarrowing(request.kind).narrow(filter))
                .orElse(Narrowed.exactly(new Condition.All()));
    }

    ResourceQuery query(Request request, Condition condition, IndexColumn order) {
        return new ResourceQuery(
                call.connection(),
                request.kind.name(),
                condition,
                order,
                request.sort.isPresent() && request.descending,
                Optional.empty(),
                0,
                0);
    }

    static ResourceQuery stretch(
            ResourceQuery list, Optional<ResourceQuery.Position> after, long offset, int limit) {
        return new ResourceQuery(
                list.connection(), list.type(), list.condition(), list.order(), list.descending(), after, offset,
                limit);
    }

    void requireTurn() {
        if (allowance == Allowance.AT_ONCE) {
            throw new TurnNeededException();
        }
    }

    private Found fromIndex(Request request, ResourceQuery list, long skip, int count) {
        if (count == 0) {
            return new Found(total(request, list), List.of(), false);
        }
        int startIndex = (int) Math.min(skip, Integer.MAX_VALUE - 1) + 1;
        Optional<ResourceQuery.Position> anchor = anchors.find(list, startIndex);
        boolean byPlace = list.condition() instanceof Condition.All && list.order() == IndexColumn.ID;
        if (anchor.isEmpty() && !byPlace) {
            requireIndexRows(request, skip);
        }
        requireWalk(request, list);
        ResourceStretch found = session
                .resources()
                .list(stretch(list, anchor, anchor.isPresent() ? 0 : skip, count), limits.pageBytes());
        List<StoredResource> window = found.resources();
        if (anchor.isEmpty() && found.ended() && (skip == 0 || !window.isEmpty())) {
            // The list ends here, so that the usual lookup of one resource needs no count.
            return new Found(skip + window.size(), window, false);
        }
        if (!window.isEmpty()) {
            anchors.remember(list, startIndex + window.size(), session.resources().position(list, window.getLast()));
        }
        return new Found(total(request, list), window, window.size() < count && !found.ended());
    }

    /** Passes only when what an index has to pass over before it finds the first one is not too much. */
    void requireWalk(Request request, ResourceQuery list) {
        if (walksAll(list.condition())) {
            requireIndexRows(request,
                    session.resources().count(list.connection(), list.type(), new Condition.All(), 0));
        }
    }

    /** Whether no index leads to what satisfies the condition, so that its first page may lie behind everything else. */
    private static boolean walksAll(Condition condition) {
        return switch (condition) {
            case Condition.Not(Condition part) -> !isLookUp(part);
            case Condition.And(List<Condition> parts) -> parts.stream().allMatch(Search::walksAll);
            case Condition.Or(List<Condition> parts) -> parts.stream().anyMatch(Search::walksAll);
            default -> false;
        };
    }

    /** Whether a condition selects one resource or a few, so that nearly all satisfy its complement. */
    private static boolean isLookUp(Condition condition) {
        return condition instanceof Condition.Text(var column, var comparator, var value)
                && comparator == Condition.Comparator.EQ
                && (column == IndexColumn.UNIQUE_KEY || column == IndexColumn.ID || column == IndexColumn.EXTERNAL_ID);
    }

    private long total(Request request, ResourceQuery list) {
        int most = indexRows();
        long counted = session.resources().count(list.connection(), list.type(), list.condition(), most + 1L);
        // A larger number came from the counters, at no cost.
        requireIndexRows(request, counted == most + 1L ? counted : 0);
        return counted;
    }

    private int indexRows() {
        return allowance == Allowance.AT_ONCE
                ? Math.min(INDEX_ROWS_AT_ONCE, limits.scans().indexRows())
                : limits.scans().indexRows();
    }

    private void requireIndexRows(Request request, long rows) {
        if (rows > indexRows()) {
            requireTurn();
            throw tooMany(
                    request,
                    "This filter or place in the list takes counting more than " + limits.scans().indexRows()
                            + " rows of an index (limits.index-scan).");
        }
    }

    private Found scanned(Request request, ResourceQuery list, long skip, int count) {
        Window window = new Window(count, limits.pageBytes());
        long[] matches = new long[1];
        scan(request, list, (resource, tree) -> {
            if (matches[0]++ >= skip) {
                window.add(resource);
            }
        });
        return new Found(matches[0], window.resources(), window.endsEarly());
    }

    /** Keeps of each match what the order looks at, and reads the window's resources again at the end. */
    private Found sorted(Request request, ResourceQuery list, long skip, int count) {
        SortOrder sort = request.sort.orElseThrow();
        List<ObjectNode> matches = new ArrayList<>();
        long[] kept = new long[1];
        scan(request, list, (resource, tree) -> {
            ObjectNode key = sort.keyOf(tree);
            kept[0] += SortOrder.size(key);
            if (kept[0] > limits.pageBytes()) {
                throw tooMany(request, "What this list is sorted by is larger than " + limits.pageBytes()
                        + " bytes in all (limits.page-bytes).");
            }
            matches.add(key);
        });
        matches.sort(sort);
        Window window = new Window(count, limits.pageBytes());
        for (int i = (int) Math.min(skip, matches.size()); i < matches.size() && !window.full(); i++) {
            session.resources()
                    .find(list.connection(), list.type(), matches.get(i).path("id").asString(""))
                    .ifPresent(window::add);
        }
        return new Found(matches.size(), window.resources(), window.endsEarly());
    }

    private void scan(Request request, ResourceQuery list, BiConsumer<StoredResource, ObjectNode> match) {
        new Scan(session, call, budget, request).over(list, match);
    }

    private static Optional<IndexColumn> order(Request request) {
        if (request.sort.isEmpty()) {
            return Optional.of(IndexColumn.ID);
        }
        return request.kind.order(request.sort.get().path().toString());
    }

    static ScimException tooMany(Request request, String why) {
        return ScimException.of(
                ScimType.TOO_MANY,
                why + " Filter by, or add with \"and\", one of " + request.kind.filterKeys() + ".");
    }
}
