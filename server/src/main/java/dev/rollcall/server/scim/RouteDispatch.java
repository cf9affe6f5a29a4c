package dev.rollcall.server.scim;

import dev.rollcall.directory.token.Caller;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.server.http.HttpResponse;
import java.util.List;

/** Brings a request to the endpoint of its route, after its method and scope were checked. */
final class RouteDispatch {
    /** Our ids have 36 characters; what is longer is none, and is kept out of the log. */
    private static final int MAX_ID_LENGTH = 128;

    private final ResourceEndpoint resources;
    private final SearchEndpoint searches;
    private final DiscoveryEndpoint discovery;

    RouteDispatch(ResourceEndpoint resources, SearchEndpoint searches, DiscoveryEndpoint discovery) {
        this.resources = resources;
        this.searches = searches;
        this.discovery = discovery;
    }

    HttpResponse serve(Exchange exchange, Route route) {
        return switch (route) {
            case Route.Collection(ResourceType type) -> collection(exchange, type);
            case Route.Resource(ResourceType type, String id) -> resource(exchange, type, id);
            case Route.Search(ResourceType type) -> search(exchange, List.of(type));
            case Route.RootSearch() -> search(exchange, StandardSchemas.resourceTypes());
            case Route.Root() -> root(exchange);
            case Route.Schemas() -> discovery.schemas(read(exchange));
            case Route.SchemaOf(String urn) -> discovery.schema(read(exchange), urn);
            case Route.ResourceTypes() -> discovery.resourceTypes(read(exchange));
            case Route.ResourceTypeOf(String name) -> discovery.resourceType(read(exchange), name);
            case Route.ServiceProviderConfig() -> discovery.serviceProviderConfig(read(exchange));
            case Route.NotOffered(String name) -> throw ScimException.of(
                    501,
                    "/" + name + " is not offered. Switch it off in the client; /ServiceProviderConfig tells what is.");
            case Route.Unknown() -> throw ScimException.of(
                    404,
                    "There is no such endpoint. The SCIM URL is " + exchange.call().baseUrl()
                            + "; /Users, /Groups and the others of RFC 7644 follow it, with capitals as written.");
        };
    }

    private HttpResponse collection(Exchange exchange, ResourceType type) {
        boolean create = exchange.method().equals("POST");
        if (!create && !Methods.isRead(exchange.method())) {
            throw Methods.COLLECTION.refusal(exchange.method());
        }
        if (GroupProbe.is(exchange, type)) {
            return GroupProbe.nothing();
        }
        requireScope(exchange, type);
        return create ? resources.create(exchange, type) : searches.list(exchange, List.of(type));
    }

    private HttpResponse resource(Exchange exchange, ResourceType type, String id) {
        if (id.length() > MAX_ID_LENGTH) {
            throw ScimException.of(404,
                    "There is no such resource. Search for it by userName, displayName or externalId.");
        }
        exchange.trace().resource(type.name(), id);
        return switch (exchange.method()) {
            case "GET", "HEAD" -> {
                requireScope(exchange, type);
                yield resources.get(exchange, type, id);
            }
            case "PUT" -> {
                requireScope(exchange, type);
                yield resources.replace(exchange, type, id);
            }
            case "PATCH" -> {
                requireScope(exchange, type);
                yield resources.patch(exchange, type, id);
            }
            case "DELETE" -> {
                requireScope(exchange, type);
                yield resources.delete(exchange, type, id);
            }
            default -> throw Methods.RESOURCE.refusal(exchange.method());
        };
    }

    private HttpResponse search(Exchange exchange, List<ResourceType> types) {
        if (!exchange.method().equals("POST")) {
            throw Methods.SEARCH.refusal(exchange.method());
        }
        return searches.search(exchange, Scopes.readable(caller(exchange), types));
    }

    private HttpResponse root(Exchange exchange) {
        List<ResourceType> types = Scopes.readable(caller(read(exchange)), StandardSchemas.resourceTypes());
        return searches.list(exchange, types);
    }

    private static void requireScope(Exchange exchange, ResourceType type) {
        Scopes.require(caller(exchange), Scopes.needed(exchange.method(), type));
    }

    private static Exchange read(Exchange exchange) {
        if (!Methods.isRead(exchange.method())) {
            throw Methods.READ.refusal(exchange.method());
        }
        return exchange;
    }

    private static Caller caller(Exchange exchange) {
        return exchange.call().caller();
    }
}
