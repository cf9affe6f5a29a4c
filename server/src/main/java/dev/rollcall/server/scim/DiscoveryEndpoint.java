package dev.rollcall.server.scim;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.message.ResourceTypeDocuments;
import dev.rollcall.scim.message.SchemaDocuments;
import dev.rollcall.scim.message.ServiceProviderConfigs;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.server.http.ResponseHeader;
import dev.rollcall.server.http.ScimHttpResponse;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the service can do (RFC 7644 section 4). Any valid token may read it; paging and sorting do not apply, and a filter
 * is refused with 403.
 */
final class DiscoveryEndpoint {
    private final ServiceProviderConfigs.Limits limits;

    DiscoveryEndpoint(ServiceProviderConfigs.Limits limits) {
        this.limits = limits;
    }

    ScimHttpResponse schemas(Exchange exchange) {
        return answer(exchange, SchemaDocuments.list(baseUrl(exchange), StandardSchemas.schemas()));
    }

    ScimHttpResponse schema(Exchange exchange, String urn) {
        return answer(
                exchange,
                SchemaDocuments.find(baseUrl(exchange), StandardSchemas.schemas(), urn)
                        .orElseThrow(() -> notFound("schema", "/Schemas")));
    }

    ScimHttpResponse resourceTypes(Exchange exchange) {
        return answer(exchange, ResourceTypeDocuments.list(baseUrl(exchange), StandardSchemas.resourceTypes()));
    }

    ScimHttpResponse resourceType(Exchange exchange, String name) {
        return answer(
                exchange,
                ResourceTypeDocuments.find(baseUrl(exchange), StandardSchemas.resourceTypes(), name)
                        .orElseThrow(() -> notFound("resource type", "/ResourceTypes")));
    }

    ScimHttpResponse serviceProviderConfig(Exchange exchange) {
        return answer(exchange, ServiceProviderConfigs.of(baseUrl(exchange), limits));
    }

    private static ScimHttpResponse answer(Exchange exchange, ObjectNode document) {
        if (exchange.parameters().value("filter").isPresent()) {
            throw ScimException.of(403, "Discovery endpoints take no filter. Leave the parameter filter out.");
        }
        return ScimHttpResponse.scim(200, ScimJson.write(document))
                .with(ResponseHeader.CACHE_CONTROL, "private, no-cache");
    }

    private static String baseUrl(Exchange exchange) {
        return exchange.call().baseUrl();
    }

    private static ScimException notFound(String what, String list) {
        return ScimException.of(404, "There is no such " + what + ". GET " + list + " lists all of them.");
    }
}
