package dev.rollcall.directory.resource;

import dev.rollcall.directory.resource.Computation.Parts;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.message.ListQuery;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.resource.Projection;
import dev.rollcall.scim.resource.SortOrder;
import dev.rollcall.scim.schema.ResourceType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers queries as ListResponse messages (RFC 7644 section 3.4.2), over one resource type or several. Everything is read
 * from one snapshot; several types follow each other in the order given.
 */
final class Lists {
    private static final int ANSWER_SIZE = 2_048;

    private final ResourceLimits limits;
    private final PageAnchors anchors;

    Lists(ResourceLimits limits, Clock clock) {
        this.limits = limits;
        this.anchors = new PageAnchors(clock);
    }

    /** What a query looks for in one resource type, and how it shows it. */
    record Sought(Search.Request request, Projection projection) {}

    /** Reads a query; nothing is looked up yet. */
    List<Sought> read(ScimCall call, List<ResourceType> types, ListQuery query) {
        if (types.size() > 1 && query.sortBy().isPresent()) {
            throw ScimException.of(
                    ScimType.INVALID_VALUE,
                    "A query over several resource types cannot be sorted. Sort a query on /Users or /Groups instead.");
        }
        return types.stream()
                .map(type -> new Sought(
                        new Search.Request(
                                type,
                                filter(call, type, query, types.size() > 1),
                                sort(type, query),
                                query.descending()),
                        Projection.of(type, query.attributes(), query.excludedAttributes())))
                .toList();
    }

    byte[] answer(ReadSession session, ScimCall call, List<Sought> sought, ListQuery query) {
        int count = Math.min(query.count().orElse(limits.pageSize()), limits.maxPageSize());
        Search search = new Search(session, call, limits, anchors);
        Page page = new Page(session, call, limits);
        long total = 0;
        for (Sought each : sought) {
            long skip = Math.max(0, query.startIndex() - 1 - total);
            Search.Found found = search.find(each.request, skip, count - page.size());
            total += found.total();
            page.add(found.window(), each.projection);
        }
        return page.message(total, query.startIndex());
    }

    /** Over several types, an attribute that one of them lacks has no value there (RFC 7644 section 3.4.2.1). */
    private Optional<Filter> filter(ScimCall call, ResourceType type, ListQuery query, boolean severalTypes) {
        return query.filter()
                .map(text -> severalTypes
                        ? FilterParser.parseForAnyType(text, type, call.dialect(), call.tolerances(), limits.filter())
                        : FilterParser.parse(text, type, call.dialect(), call.tolerances(), limits.filter()));
    }

    private static Optional<SortOrder> sort(ResourceType type, ListQuery query) {
        return query.sortBy().map(by -> SortOrder.of(type, by, query.descending()));
    }

    /** Which computed parts a projection shows. */
    static Parts parts(Projection projection) {
        return new Parts(
                projection.includes(Urns.ENTERPRISE_USER),
                projection.includes("groups"),
                projection.includes("members"));
    }

    /** The resources of one answer, rendered as they come. */
    private static final class Page {
        private final ReadSession session;
        private final ScimCall call;
        private final ResourceLimits limits;
        private final Rendering rendering;
        private final List<byte[]> rendered = new ArrayList<>();

        Page(ReadSession session, ScimCall call, ResourceLimits limits) {
            this.session = session;
            this.call = call;
            this.limits = limits;
            this.rendering = new Rendering(call.baseUrl());
        }

        int size() {
            return rendered.size();
        }

        void add(List<StoredResource> resources, Projection projection) {
            if (resources.isEmpty()) {
                return;
            }
            List<Computed> computed = new Computation(session, call.connection(), limits.listMembers())
                    .of(resources, parts(projection));
            for (int i = 0; i < resources.size(); i++) {
                rendered.add(rendering.bytes(resources.get(i), computed.get(i), projection));
            }
        }

        byte[] message(long total, int startIndex) {
            int size = rendered.stream().mapToInt(bytes -> bytes.length + 1).sum();
            Utf8Builder out = new Utf8Builder(size + ANSWER_SIZE);
            out.raw("{\"schemas\":[\"" + Urns.LIST_RESPONSE + "\"],\"totalResults\":")
                    .raw(Long.toString(total))
                    .raw(",\"startIndex\":")
                    .raw(Integer.toString(startIndex))
                    .raw(",\"itemsPerPage\":")
                    .raw(Integer.toString(rendered.size()))
                    .raw(",\"Resources\":[");
            for (int i = 0; i < rendered.size(); i++) {
                if (i > 0) {
                    out.raw(",");
                }
                out.raw(rendered.get(i));
            }
            return out.raw("]}").toBytes();
        }
    }
}
