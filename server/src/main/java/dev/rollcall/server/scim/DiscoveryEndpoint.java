package dev.rollcall.server.scim;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.message.ResourceTypeDocuments;
import dev.rollcall.scim.message.SchemaDocuments;
import dev.rollcall.scim.message.ServiceProviderConfigs;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.oauth.TokenEndpoint;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the service can do (RFC 7644 section 4), and which schemas and resource types the connection has. Any valid token may read it; paging and sorting do not apply, and a filter
 * is refused with 403.
 */
final class DiscoveryEndpoint {
    private final ServiceProviderConfigs.Limits limits;

    DiscoveryEndpoint(ServiceProviderConfigs.Limits limits) {
        this.limits = limits;
    }

    HttpResponse schemas(EndpointExchange exchange) {
        return answer(exchange, SchemaDocuments.list(baseUrl(exchange), exchange.call().types().schemas()));
    }

    HttpResponse schema(EndpointExchange exchange, String urn) {
        return answer(
                exchange,
                SchemaDocuments.find(baseUrl(exchange), exchange.call().types().schemas(), urn)
                        .orElseThrow(() -> notFound("schema", "/Schemas")));
    }

    HttpResponse resourceTypes(EndpointExchange exchange) {
        return answer(exchange, ResourceTypeDocuments.list(baseUrl(exchange), exchange.call().types().types()));
    }

    HttpResponse resourceType(EndpointExchange exchange, String name) {
        return answer(
                exchange,
                ResourceTypeDocuments.find(baseUrl(exchange), exchange.call().types().types(), name)
                        .orElseThrow(() -> notFound("resource type", "/ResourceTypes")));
    }

    HttpResponse serviceProviderConfig(EndpointExchange exchange) {
        return answer(exchange, ServiceProviderConfigs.of(baseUrl(exchange), TokenEndpoint.uri(serviceUrl(exchange)),
                limits.documentedAt(DocumentationPage.uri(baseUrl(exchange)))));
    }

    private static HttpResponse answer(EndpointExchange exchange, ObjectNode document) {
        if (exchange.parameters().value("filter").isPresent()) {
            throw ScimException.of(403, "Discovery endpoints take no filter. Leave the parameter filter out.");
        }
        return HttpResponse.of(200, MediaTypes.SCIM, ScimJson.write(document))
                .with(HeaderName.CACHE_CONTROL, "private, no-cache");
    }

    private static String baseUrl(EndpointExchange exchange) {
        return exchange.call().baseUrl();
    }

    /** The address of the service, below which all its surfaces are. */
    private static String serviceUrl(EndpointExchange exchange) {
        String scim = baseUrl(exchange);
        return scim.substring(0, scim.lastIndexOf(ScimPath.PREFIX));
    }

    private static ScimException notFound(String what, String list) {
        return ScimException.of(404, "There is no such " + what + ". GET " + list + " lists all of them.");
    }
}
