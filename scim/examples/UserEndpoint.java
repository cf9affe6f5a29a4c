import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.filter.FilterMatcher;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.message.ErrorMessage;
import dev.rollcall.scim.message.ListQuery;
import dev.rollcall.scim.message.ListResponse;
import dev.rollcall.scim.message.ResourceTypeDocuments;
import dev.rollcall.scim.message.SchemaDocuments;
import dev.rollcall.scim.message.ServiceProviderConfigs;
import dev.rollcall.scim.patch.ChangePlan;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.scim.patch.PatchPlanner;
import dev.rollcall.scim.patch.PatchRequest;
import dev.rollcall.scim.patch.ResourcePlans;
import dev.rollcall.scim.resource.Projection;
import dev.rollcall.scim.resource.ResourceNormalizer;
import dev.rollcall.scim.resource.SortOrder;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.text.Folding;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import dev.rollcall.scim.tolerance.RequestDialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A SCIM endpoint for users, in memory, on the JDK's own HTTP server: discovery, POST, GET, PUT, PATCH and DELETE, lists
 * with filters, order and pages, projection and versions. It takes a port, 0 for any, and the token that clients show as
 * their bearer token, and listens on this machine alone.
 *
 * @param base the address of the endpoint
 * @param users the resources by their ids, with {@code id} and {@code meta}
 */
record UserEndpoint(String base, String token, Map<String, ObjectNode> users) {
    private static final ResourceType TYPE = StandardSchemas.user();
    /** All tolerances but one: a mistyped name in a filter is refused. */
    private static final Dialect DIALECT = Dialect.of(EnumSet.complementOf(EnumSet.of(Tolerance.UNDECLARED_FILTER)));
    private static final FilterLimits FILTERS = FilterLimits.defaults();
    private static final int PAGE = 100;
    private static final int LARGEST_BODY = 1 << 20;

    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0])), 0);
        String base = "http://127.0.0.1:" + server.getAddress().getPort() + "/scim/v2";
        server.createContext("/scim/v2/", new UserEndpoint(base, arguments[1], new LinkedHashMap<>())::serve);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        System.out.println("Users are at " + base);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
            int status = exchange.getRequestMethod().equals("POST") ? 201 : 200;
            ObjectNode answer;
            try {
                answer = answer(exchange, body);
            } catch (ScimException e) {
                status = e.status();
                answer = ErrorMessage.of(e);
            }
            exchange.getResponseHeaders().set("Content-Type", "application/scim+json");
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
            answer.at("/meta/version").stringValueOpt().ifPresent(tag -> exchange.getResponseHeaders().set("ETag", tag));
            byte[] bytes = answer.isEmpty() ? new byte[0] : ScimJson.write(answer);
            exchange.sendResponseHeaders(answer.isEmpty() ? 204 : status, answer.isEmpty() ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private synchronized ObjectNode answer(HttpExchange exchange, byte[] body) {
        String shown = exchange.getRequestHeaders().getOrDefault("Authorization", List.of("")).getFirst();
        refuse(!MessageDigest.isEqual(("Bearer " + token).getBytes(UTF_8), shown.getBytes(UTF_8)), 401, "Send the token.");
        refuse(body.length > LARGEST_BODY, 413, "The body is larger than 1 MiB. Send less at once.");
        RequestDialect dialect = new RequestDialect(DIALECT, new FiredTolerances());
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "").split("&")) {
            String[] parts = parameter.split("=", 2);
            parameters.put(parts[0].toLowerCase(Locale.ROOT), parts.length == 1 ? "" : URLDecoder.decode(parts[1], UTF_8));
        }
        ListQuery query = ListQuery.ofParameters(parameters);
        Projection shape = Projection.of(TYPE, query.attributes(), query.excludedAttributes(), dialect, FILTERS);
        String path = exchange.getRequestURI().getPath().substring("/scim/v2".length());
        ObjectNode user = users.getOrDefault(path.replaceFirst("^/Users/", ""), JsonNodeFactory.instance.objectNode());
        ObjectNode document = user.deepCopy().remove(List.of("id", "meta"));
        String wanted = exchange.getRequestHeaders().getOrDefault("If-Match", List.of("*")).getFirst();
        String version = user.at("/meta/version").asString("none");
        refuse(!wanted.equals("*") && !wanted.contains(version), 412, "The user has another version. Read it again.");
        return switch (exchange.getRequestMethod() + (user.isEmpty() ? " " + path : " a user")) {
            case "GET /ServiceProviderConfig" -> ServiceProviderConfigs.of(base,
                    new ServiceProviderConfigs.Limits(PAGE, PAGE, Duration.ZERO, 0, 0, Optional.empty()));
            case "GET /Schemas" -> SchemaDocuments.list(base, TYPE.schemas().toList());
            case "GET /ResourceTypes" -> ResourceTypeDocuments.list(base, List.of(TYPE));
            case "GET /Users" -> list(query, shape, dialect);
            case "GET a user" -> shape.apply(user);
            case "POST /Users" -> shape.apply(kept(user, ResourcePlans.creation(TYPE,
                    ResourceNormalizer.normalize(TYPE, ScimJson.parse(body), DIALECT, dialect.fired()))));
            case "PUT a user" -> shape.apply(kept(user, ResourcePlans.replacement(TYPE, document,
                    ResourceNormalizer.normalize(TYPE, ScimJson.parse(body), DIALECT, dialect.fired()), DIALECT)));
            case "PATCH a user" -> shape.apply(kept(user, PatchPlanner.plan(TYPE, document, PatchRequest.parse(
                    ScimJson.parse(body), DIALECT, dialect.fired(), PatchLimits.defaults()),
                    DIALECT, dialect.fired(), FILTERS)));
            case "DELETE a user" -> users.remove(user.path("id").stringValue()).objectNode();
            default -> throw ScimException.of(404, "There is nothing at this path for this method.");
        };
    }

    private ObjectNode list(ListQuery query, Projection shape, RequestDialect dialect) {
        Stream<ObjectNode> found = users.values().stream().filter(query.filter()
                .map(text -> FilterMatcher.compile(FilterParser.parse(text, TYPE, DIALECT, dialect.fired(), FILTERS)))
                .orElse(user -> true));
        List<ObjectNode> all = query.sortBy()
                .map(name -> found.sorted(SortOrder.of(TYPE, name, query.descending(), dialect)))
                .orElse(found).toList();
        return ListResponse.of(all.size(), query.startIndex(), all.stream().skip(query.startIndex() - 1L)
                .limit(Math.min(PAGE, query.count().orElse(PAGE))).map(shape::apply).toList());
    }

    /** The user after the plan; one that changes nothing leaves its version and its time alone. */
    private ObjectNode kept(ObjectNode before, ChangePlan plan) {
        if (plan.empty()) {
            return before;
        }
        String id = before.path("id").asString(UUID.randomUUID().toString());
        String name = Folding.fold(plan.document().path("userName").stringValue());
        refuse(users.values().stream().anyMatch(other -> !other.path("id").stringValue().equals(id)
                && Folding.foldsTo(other.path("userName").stringValue(), name)), 409, "The userName is taken.");
        String now = Instant.now().toString();
        ObjectNode user = JsonNodeFactory.instance.objectNode().put("id", id).setAll(plan.document());
        user.putObject("meta").put("resourceType", TYPE.name()).put("location", base + "/Users/" + id)
                .put("created", before.at("/meta/created").asString(now)).put("lastModified", now)
                .put("version", "W/\"" + UUID.randomUUID() + "\"");
        return users.merge(id, user, (old, changed) -> changed);
    }

    private static void refuse(boolean when, int status, String detail) {
        if (when) {
            throw status == 409 ? ScimException.of(ScimType.UNIQUENESS, detail) : ScimException.of(status, detail);
        }
    }
}
