package dev.rollcall.directory.resource;

import dev.rollcall.directory.resource.Computation.Parts;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.message.ListQuery;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.resource.Projection;
import dev.rollcall.scim.resource.SortOrder;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.tolerance.RequestDialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Answers queries as ListResponse messages (RFC 7644 section 3.4.2), over one resource type or several. Everything but
 * the members of a very large group is read from one snapshot; several types follow each other in the order given.
 */
final class Lists {
    private final ResourceLimits limits;
    private final MemberPages memberPages;
    private final PageAnchors anchors;
    private final LongAdder shortened = new LongAdder();

    Lists(ResourceLimits limits, MemberPages memberPages, Clock clock) {
        this.limits = limits;
        this.memberPages = memberPages;
        this.anchors = new PageAnchors(clock);
    }

    /**
     * What a query looks for in one resource type, and how it shows it.
     *
     * @param unescaped what to look for when nothing is found: the same filter as a client means it that escapes nothing
     */
    record Sought(Search.Request request, Search.Way way, Optional<Search.Request> unescaped, Projection projection) {
        static Sought of(Search.Request request, Optional<Search.Request> unescaped, Projection projection) {
            return new Sought(request, Search.Way.of(request), unescaped, projection);
        }

        Sought unescapedFirst() {
            return of(unescaped.orElse(request), Optional.empty(), projection);
        }
    }

    /** Reads a query; nothing is looked up yet. */
    List<Sought> read(ScimCall call, List<ResourceType> types, ListQuery query) {
        if (types.size() > 1 && query.sortBy().isPresent()) {
            throw ScimException.of(
                    ScimType.INVALID_VALUE,
                    "A query over several resource types cannot be sorted. Sort a query on /Users or /Groups instead.");
        }
        return types.stream()
                .map(type -> Sought.of(
                        request(call, type, query, filter(call, type, query, types.size() > 1)),
                        unescaped(call, type, query, types.size() > 1),
                        Projection.of(type, query.attributes(), query.excludedAttributes(),
                                new RequestDialect(call.dialect(), call.tolerances()), limits.filter())))
                .toList();
    }

    private static Search.Request request(
            ScimCall call, ResourceType type, ListQuery query, Optional<Filter> filter) {
        return new Search.Request(call.kind(type), filter, sort(call, type, query), query.descending());
    }

    private Optional<Search.Request> unescaped(
            ScimCall call, ResourceType type, ListQuery query, boolean severalTypes) {
        return query.filter()
                .flatMap(text -> severalTypes
                        ? FilterParser.parseUnescapedForAnyType(text, type, call.dialect(), limits.filter())
                        : FilterParser.parseUnescaped(text, type, call.dialect(), limits.filter()))
                .map(filter -> request(call, type, query, Optional.of(filter)));
    }

    /**
     * Answers a query from one snapshot.
     *
     * @throws Search.TurnNeededException when it costs more than one without a turn may
     */
    JsonBody answer(ReadSession session, ScimCall call, List<Sought> sought, ListQuery query,
            Search.Allowance allowance) {
        ScanBudget budget = new ScanBudget(limits.scans(), allowance);
        Search search = new Search(session, call, limits, anchors, allowance, budget);
        Answer answer = page(session, call, sought, query, search);
        if (answer.total == 0 && sought.stream().anyMatch(each -> each.unescaped.isPresent())) {
            Answer again = page(session, call, unescaped(sought), query, search);
            if (again.total > 0) {
                call.tolerances().fired(Tolerance.UNESCAPED_QUOTE, "filter");
                return message(again, query);
            }
        }
        return message(answer, query);
    }

    /**
     * A page of a walk from one snapshot.
     *
     * @param place where it begins; empty at the beginning
     * @throws Search.TurnNeededException when it costs more than one without a turn may
     */
    ListWalk.Walked walk(ReadSession session, ScimCall call, List<Sought> sought, ListQuery query,
            Optional<ListPlace> place, Search.Allowance allowance) {
        boolean unescaped = place.map(ListPlace::unescaped).orElse(false);
        if (unescaped) {
            call.tolerances().fired(Tolerance.UNESCAPED_QUOTE, "filter");
        }
        ListWalk.Walked walked = walked(session, call, unescaped ? unescaped(sought) : sought, query, place, allowance);
        if (place.isEmpty() && walked.isEmpty() && sought.stream().anyMatch(each -> each.unescaped.isPresent())) {
            ListPlace beginning = new ListPlace(
                    sought.getFirst().request.kind().name(), Optional.empty(), true);
            ListWalk.Walked again = walked(session, call, unescaped(sought), query, Optional.of(beginning), allowance);
            if (!again.isEmpty()) {
                call.tolerances().fired(Tolerance.UNESCAPED_QUOTE, "filter");
                return again;
            }
        }
        if (walked.page().ended()) {
            shortened.increment();
        }
        return walked;
    }

    private ListWalk.Walked walked(ReadSession session, ScimCall call, List<Sought> sought, ListQuery query,
            Optional<ListPlace> place, Search.Allowance allowance) {
        ScanBudget budget = new ScanBudget(limits.scans(), allowance);
        Search search = new Search(session, call, limits, anchors, allowance, budget);
        return new ListWalk(session, call, new SearchWalk(session, call, limits, search, budget),
                new ListPage(session, call, limits, memberPages), count(query)).from(sought, place);
    }

    private static List<Sought> unescaped(List<Sought> sought) {
        return sought.stream().map(Sought::unescapedFirst).toList();
    }

    /** How many resources a page of that query may have. */
    int count(ListQuery query) {
        return Math.min(query.count().orElse(limits.pageSize()), limits.maxPageSize());
    }

    private record Answer(ListPage page, long total) {}

    private JsonBody message(Answer answer, ListQuery query) {
        if (answer.page.ended()) {
            shortened.increment();
        }
        return answer.page.message(answer.total, query.startIndex());
    }

    private Answer page(ReadSession session, ScimCall call, List<Sought> sought, ListQuery query, Search search) {
        int count = count(query);
        ListPage page = new ListPage(session, call, limits, memberPages);
        long total = 0;
        for (Sought each : sought) {
            long skip = Math.max(0, query.startIndex() - 1 - total);
            int missing = page.ended() ? 0 : count - page.size();
            Search.Found found = search.find(each.request, each.way, skip, missing);
            total += found.total();
            page.add(found.window(), each.projection);
            if (found.endsEarly()) {
                page.end();
            }
        }
        return new Answer(page, total);
    }

    /** How many answers ended before they had what was asked for, because it is large, since the start. */
    long shortened() {
        return shortened.sum();
    }

    /** Over several types, an attribute that one of them lacks has no value there (RFC 7644 section 3.4.2.1). */
    private Optional<Filter> filter(ScimCall call, ResourceType type, ListQuery query, boolean severalTypes) {
        return query.filter()
                .map(text -> severalTypes
                        ? FilterParser.parseForAnyType(text, type, call.dialect(), call.tolerances(), limits.filter())
                        : FilterParser.parse(text, type, call.dialect(), call.tolerances(), limits.filter()));
    }

    private static Optional<SortOrder> sort(ScimCall call, ResourceType type, ListQuery query) {
        return query.sortBy()
                .map(by -> SortOrder.of(type, by, query.descending(),
                        new RequestDialect(call.dialect(), call.tolerances())));
    }

    /** Which computed parts a projection shows. */
    static Parts parts(Projection projection) {
        return new Parts(
                projection.includes(Urns.ENTERPRISE_USER),
                projection.includes("groups"),
                projection.includes("members"));
    }
}
