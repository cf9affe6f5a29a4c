package dev.rollcall.server.scim;

import dev.rollcall.directory.resource.JsonBody;
import dev.rollcall.directory.resource.ListPlace;
import dev.rollcall.directory.resource.Resources;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.message.ListQuery;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpResponse;
import java.util.List;
import java.util.Optional;

/** Queries, by GET and by POST of a SearchRequest (RFC 7644 sections 3.4.2 and 3.4.3), paged by index or by cursor (RFC 9865). */
final class SearchEndpoint {
    private final Resources resources;
    private final Cursors cursors;

    SearchEndpoint(Resources resources, Cursors cursors) {
        this.resources = resources;
        this.cursors = cursors;
    }

    HttpResponse list(EndpointExchange exchange, List<ResourceKind> kinds) {
        return answer(exchange, kinds, ListQuery.ofParameters(exchange.parameters().values()));
    }

    HttpResponse search(EndpointExchange exchange, List<ResourceKind> kinds) {
        ListQuery query = ListQuery.ofSearchRequest(
                exchange.searchBody(), exchange.call().dialect(), exchange.call().tolerances());
        return answer(exchange, kinds, query);
    }

    private HttpResponse answer(EndpointExchange exchange, List<ResourceKind> kinds, ListQuery query) {
        List<ResourceType> types = kinds.stream().map(ResourceKind::type).toList();
        JsonBody found = query.cursor().isPresent()
                ? walk(exchange, kinds, types, query, query.cursor().get())
                : resources.search(exchange.call(), types, query);
        return JsonAnswers.of(200, found).with(HeaderName.CACHE_CONTROL, "no-store");
    }

    /** With a count of 0 there is nothing to walk through, and the total is asked for alone. */
    private JsonBody walk(
            EndpointExchange exchange, List<ResourceKind> kinds, List<ResourceType> types, ListQuery query,
            String cursor) {
        int count = resources.count(query);
        Cursors.Walk walk = Cursors.Walk.of(exchange.call().connection(), kinds, query, count);
        Optional<ListPlace> place = cursor.isEmpty() ? Optional.empty() : Optional.of(cursors.place(cursor, walk));
        return count == 0
                ? resources.search(exchange.call(), types, query)
                : resources.walk(exchange.call(), types, query, place, next -> cursors.text(next, walk));
    }
}
