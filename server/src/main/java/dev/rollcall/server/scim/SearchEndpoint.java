package dev.rollcall.server.scim;

import dev.rollcall.directory.resource.Resources;
import dev.rollcall.scim.message.ListQuery;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.server.http.ResponseHeader;
import dev.rollcall.server.http.ScimHttpResponse;
import java.util.List;

/** Queries, by GET and by POST of a SearchRequest (RFC 7644 sections 3.4.2 and 3.4.3). */
final class SearchEndpoint {
    private final Resources resources;

    SearchEndpoint(Resources resources) {
        this.resources = resources;
    }

    ScimHttpResponse list(Exchange exchange, List<ResourceType> types) {
        return answer(exchange, types, ListQuery.ofParameters(exchange.parameters().values()));
    }

    ScimHttpResponse search(Exchange exchange, List<ResourceType> types) {
        ListQuery query = ListQuery.ofSearchRequest(
                exchange.searchBody(), exchange.call().dialect(), exchange.call().tolerances());
        return answer(exchange, types, query);
    }

    private ScimHttpResponse answer(Exchange exchange, List<ResourceType> types, ListQuery query) {
        return ScimHttpResponse.scim(200, resources.search(exchange.call(), types, query))
                .with(ResponseHeader.CACHE_CONTROL, "no-store");
    }
}
