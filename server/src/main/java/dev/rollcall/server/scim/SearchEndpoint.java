package dev.rollcall.server.scim;

import dev.rollcall.directory.resource.Resources;
import dev.rollcall.scim.message.ListQuery;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpResponse;
import java.util.List;

/** Queries, by GET and by POST of a SearchRequest (RFC 7644 sections 3.4.2 and 3.4.3). */
final class SearchEndpoint {
    private final Resources resources;

    SearchEndpoint(Resources resources) {
        this.resources = resources;
    }

    HttpResponse list(Exchange exchange, List<ResourceType> types) {
        return answer(exchange, types, ListQuery.ofParameters(exchange.parameters().values()));
    }

    HttpResponse search(Exchange exchange, List<ResourceType> types) {
        ListQuery query = ListQuery.ofSearchRequest(
                exchange.searchBody(), exchange.call().dialect(), exchange.call().tolerances());
        return answer(exchange, types, query);
    }

    private HttpResponse answer(Exchange exchange, List<ResourceType> types, ListQuery query) {
        return JsonAnswers.of(200, resources.search(exchange.call(), types, query))
                .with(HeaderName.CACHE_CONTROL, "no-store");
    }
}
