package dev.rollcall.server.scim;

import dev.rollcall.directory.resource.PatchAnswer;
import dev.rollcall.directory.resource.Representation;
import dev.rollcall.directory.resource.Resources;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.resource.Projection;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpResponse;
import tools.jackson.databind.node.ObjectNode;

/** Create, read, replace, change and delete one resource (RFC 7644 sections 3.3 to 3.6). */
final class ResourceEndpoint {
    private static final String REVALIDATE = "private, no-cache";

    private final Resources resources;

    ResourceEndpoint(Resources resources) {
        this.resources = resources;
    }

    HttpResponse create(EndpointExchange exchange, ResourceKind kind) {
        Projection projection = exchange.projection(kind, resources.filterLimits());
        ObjectNode body = exchange.body(kind);
        Representation created = exchange.newId()
                .map(id -> resources.create(exchange.call(), kind.type(), id, body, projection))
                .orElseGet(() -> resources.create(exchange.call(), kind.type(), body, projection));
        return represent(201, created);
    }

    HttpResponse get(EndpointExchange exchange, ResourceKind kind, String id) {
        Representation found = resources.get(exchange.call(), kind.type(), id,
                exchange.projection(kind, resources.filterLimits()));
        if (!found.computed() && exchange.knows(found.version())) {
            return HttpResponse.empty(304)
                    .with(HeaderName.ETAG, found.etag())
                    .with(HeaderName.CACHE_CONTROL, REVALIDATE);
        }
        return represent(200, found);
    }

    /** The id of whoever the caller's access token is about. */
    String me(EndpointExchange exchange, ResourceKind kind) {
        return resources.me(exchange.call(), kind.type());
    }

    HttpResponse replace(EndpointExchange exchange, ResourceKind kind, String id) {
        Projection projection = exchange.projection(kind, resources.filterLimits());
        ObjectNode body = exchange.body(kind);
        Representation replaced = resources.replace(exchange.call(), kind.type(), id, body, exchange.precondition(),
                projection);
        return represent(200, replaced);
    }

    /**
     * A user is answered whole, a group as long as it has few members. Who says which attributes it wants, or that it wants no
     * members, gets them of a group of any size.
     */
    HttpResponse patch(EndpointExchange exchange, ResourceKind kind, String id) {
        Projection projection = exchange.projection(kind, resources.filterLimits());
        PatchAnswer answer = new PatchAnswer(
                projection, exchange.namesAttributes() || !projection.includes("members"));
        ObjectNode body = exchange.body(kind);
        Representation patched = resources.patch(exchange.call(), kind.type(), id, body, exchange.precondition(),
                answer);
        return represent(200, patched);
    }

    HttpResponse delete(EndpointExchange exchange, ResourceKind kind, String id) {
        resources.delete(exchange.call(), kind.type(), id, exchange.precondition());
        return HttpResponse.empty(204);
    }

    private static HttpResponse represent(int status, Representation resource) {
        HttpResponse response = resource.json()
                .map(json -> JsonAnswers.of(status, json)
                        .with(HeaderName.CONTENT_LOCATION, resource.location())
                        .with(HeaderName.CACHE_CONTROL, REVALIDATE))
                .orElseGet(() -> HttpResponse.empty(204));
        return response.with(HeaderName.ETAG, resource.etag()).with(HeaderName.LOCATION, resource.location());
    }
}
