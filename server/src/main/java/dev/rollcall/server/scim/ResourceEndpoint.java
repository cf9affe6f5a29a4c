package dev.rollcall.server.scim;

import dev.rollcall.directory.resource.Representation;
import dev.rollcall.directory.resource.Resources;
import dev.rollcall.scim.resource.Projection;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.server.http.ResponseHeader;
import dev.rollcall.server.http.ScimHttpResponse;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Create, read, replace, change and delete one resource (RFC 7644 sections 3.3 to 3.6). */
final class ResourceEndpoint {
    private static final String REVALIDATE = "private, no-cache";

    private final Resources resources;

    ResourceEndpoint(Resources resources) {
        this.resources = resources;
    }

    ScimHttpResponse create(Exchange exchange, ResourceType type) {
        Projection projection = exchange.projection(type);
        ObjectNode body = exchange.body(type);
        Representation created = resources.create(exchange.call(), type, body, projection);
        return represent(201, created).with(ResponseHeader.LOCATION, created.location());
    }

    ScimHttpResponse get(Exchange exchange, ResourceType type, String id) {
        Representation found = resources.get(exchange.call(), type, id, exchange.projection(type));
        if (!found.computed() && exchange.knows(found.version())) {
            return ScimHttpResponse.empty(304)
                    .with(ResponseHeader.ETAG, found.etag())
                    .with(ResponseHeader.CACHE_CONTROL, REVALIDATE);
        }
        return represent(200, found);
    }

    ScimHttpResponse replace(Exchange exchange, ResourceType type, String id) {
        Projection projection = exchange.projection(type);
        ObjectNode body = exchange.body(type);
        Representation replaced = resources.replace(exchange.call(), type, id, body, exchange.precondition(),
                projection);
        return represent(200, replaced).with(ResponseHeader.LOCATION, replaced.location());
    }

    /** A user is answered whole; a group, whose members may be many, only as far as {@code attributes} asks. */
    ScimHttpResponse patch(Exchange exchange, ResourceType type, String id) {
        boolean answered = type.name().equals("User") || exchange.namesAttributes();
        Optional<Projection> answer = answered ? Optional.of(exchange.projection(type)) : Optional.empty();
        ObjectNode body = exchange.body(type);
        Representation patched = resources.patch(exchange.call(), type, id, body, exchange.precondition(), answer);
        return represent(200, patched).with(ResponseHeader.LOCATION, patched.location());
    }

    ScimHttpResponse delete(Exchange exchange, ResourceType type, String id) {
        resources.delete(exchange.call(), type, id, exchange.precondition());
        return ScimHttpResponse.empty(204);
    }

    private static ScimHttpResponse represent(int status, Representation resource) {
        ScimHttpResponse response = resource.json()
                .map(json -> ScimHttpResponse.scim(status, json)
                        .with(ResponseHeader.CONTENT_LOCATION, resource.location())
                        .with(ResponseHeader.CACHE_CONTROL, REVALIDATE))
                .orElseGet(() -> ScimHttpResponse.empty(204));
        return response.with(ResponseHeader.ETAG, resource.etag());
    }
}
