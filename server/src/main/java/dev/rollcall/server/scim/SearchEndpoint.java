package dev.rollcall.server.scim;

import dev.rollcall.directory.resource.Resources;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.message.ListQuery;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpResponse;
import java.util.List;

/** Queries, by GET and by POST of a SearchRequest (RFC 7644 sections 3.4.2 and 3.4.3). */
final class SearchEndpoint {
    private final Resources resources;

    SearchEndpoint(Resources resources) {
        this.resources = resources;
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
        return JsonAnswers
                .of(200, resources.search(exchange.call(), kinds.stream().map(ResourceKind::type).toList(), query))
                .with(HeaderName.CACHE_CONTROL, "no-store");
    }
}
