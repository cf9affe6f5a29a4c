package dev.rollcall.server.scim;

import dev.rollcall.directory.token.Caller;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.ScimException;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpResponse;
import java.util.List;

/** Brings a request to the endpoint of its route, after its method and scope were checked. */
final class RouteDispatch {
    /** Our ids have 36 characters; what is longer is none, and is kept out of the log. */
    private static final int MAX_ID_LENGTH = 128;

    /** Whose alias {@code /Me} is. */
    private static final String PEOPLE = "Users";

    private final ResourceEndpoint resources;
    private final SearchEndpoint searches;
    private final DiscoveryEndpoint discovery;
    private final BulkEndpoint bulks;

    RouteDispatch(
            ResourceEndpoint resources, SearchEndpoint searches, DiscoveryEndpoint discovery, BulkEndpoint bulks) {
        this.resources = resources;
        this.searches = searches;
        this.discovery = discovery;
        this.bulks = bulks;
    }

    HttpResponse serve(EndpointExchange exchange, Route route) {
        return switch (route) {
            case Route.Collection(String endpoint) -> collection(
                    exchange.withPathBeforeQuery(), kind(exchange, endpoint));
            case Route.Resource(String endpoint, String id) -> resource(exchange, kind(exchange, endpoint), id);
            case Route.Search(String endpoint) -> search(exchange, List.of(kind(exchange, endpoint)));
            case Route.RootSearch() -> search(exchange, exchange.call().types().all());
            case Route.Root() -> root(exchange.withPathBeforeQuery());
            case Route.Schemas() -> discovery.schemas(read(exchange));
            case Route.SchemaOf(String urn) -> discovery.schema(read(exchange), urn);
            case Route.ResourceTypes() -> discovery.resourceTypes(read(exchange));
            case Route.ResourceTypeOf(String name) -> discovery.resourceType(read(exchange), name);
            case Route.ServiceProviderConfig() -> discovery.serviceProviderConfig(read(exchange));
            case Route.Bulk() -> bulks.work(exchange, this);
            case Route.Me() -> me(exchange);
            case Route.NotOffered(String name) -> throw ScimException.of(
                    501,
                    "/" + name + " is not offered. Switch it off in the client; /ServiceProviderConfig tells what is.");
            case Route.Unknown() -> throw unknown(exchange);
        };
    }

    /** Works an operation of a bulk request, whose route is one of these two. */
    HttpResponse change(EndpointExchange operation, Route route) {
        return switch (route) {
            case Route.Collection(String endpoint) -> collection(operation, kind(operation, endpoint));
            case Route.Resource(String endpoint, String id) -> resource(operation, kind(operation, endpoint), id);
            default -> throw unknown(operation);
        };
    }

    /** Deletes what an operation of a bulk request has made; it needs no scope. */
    HttpResponse takeBack(EndpointExchange operation, Route made) {
        return switch (made) {
            case Route.Resource(String endpoint, String id) -> {
                ResourceKind kind = kind(operation, endpoint);
                operation.trace().resource(kind.name(), id);
                yield resources.delete(operation, kind, id);
            }
            default -> throw unknown(operation);
        };
    }

    private static ResourceKind kind(EndpointExchange exchange, String endpoint) {
        return exchange.call().types().atEndpoint(endpoint).orElseThrow(() -> unknown(exchange));
    }

    private static ScimException unknown(EndpointExchange exchange) {
        return ScimException.of(
                404,
                "There is no such endpoint. The SCIM URL is " + exchange.call().baseUrl()
                        + "; /Users, /Groups and the others of RFC 7644 follow it.");
    }

    private HttpResponse collection(EndpointExchange exchange, ResourceKind kind) {
        boolean create = exchange.method().equals("POST");
        if (!create && !Methods.isRead(exchange.method())) {
            throw Methods.COLLECTION.refusal(exchange.method());
        }
        if (GroupProbe.is(exchange, kind)) {
            return GroupProbe.nothing();
        }
        requireScope(exchange, kind);
        return create ? resources.create(exchange, kind) : searches.list(exchange, List.of(kind));
    }

    private HttpResponse resource(EndpointExchange exchange, ResourceKind kind, String id) {
        if (id.length() > MAX_ID_LENGTH) {
            throw ScimException.of(404,
                    "There is no such resource. Search for it by userName, displayName or externalId.");
        }
        exchange.trace().resource(kind.name(), id);
        return switch (exchange.method()) {
            case "GET", "HEAD" -> {
                requireScope(exchange, kind);
                yield resources.get(exchange, kind, id);
            }
            case "PUT" -> {
                requireScope(exchange, kind);
                yield resources.replace(exchange, kind, id);
            }
            case "PATCH" -> {
                requireScope(exchange, kind);
                yield resources.patch(exchange, kind, id);
            }
            case "DELETE" -> {
                requireScope(exchange, kind);
                yield resources.delete(exchange, kind, id);
            }
            default -> throw Methods.RESOURCE.refusal(exchange.method());
        };
    }

    /** The same as under the user's own path, which every answer names. */
    private HttpResponse me(EndpointExchange exchange) {
        ResourceKind kind = kind(exchange, PEOPLE);
        String id = resources.me(exchange, kind);
        String location = exchange.call().baseUrl() + kind.type().endpoint() + "/" + id;
        try {
            HttpResponse response = resource(exchange, kind, id);
            return response.field(HeaderName.LOCATION).isPresent()
                    ? response
                    : response.with(HeaderName.LOCATION, location);
        } catch (ScimException e) {
            throw new RefusalException(e, HeaderName.LOCATION, location);
        }
    }

    private HttpResponse search(EndpointExchange exchange, List<ResourceKind> kinds) {
        if (!exchange.method().equals("POST")) {
            throw Methods.SEARCH.refusal(exchange.method());
        }
        return searches.search(exchange, Scopes.readable(caller(exchange), kinds));
    }

    private HttpResponse root(EndpointExchange exchange) {
        return searches.list(exchange, Scopes.readable(caller(read(exchange)), exchange.call().types().all()));
    }

    private static void requireScope(EndpointExchange exchange, ResourceKind kind) {
        Scopes.require(caller(exchange), TokenScope.of(kind, exchange.method()));
    }

    private static EndpointExchange read(EndpointExchange exchange) {
        if (!Methods.isRead(exchange.method())) {
            throw Methods.READ.refusal(exchange.method());
        }
        return exchange;
    }

    private static Caller caller(EndpointExchange exchange) {
        return exchange.call().caller();
    }
}
