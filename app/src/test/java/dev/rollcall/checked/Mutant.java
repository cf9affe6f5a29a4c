package dev.rollcall.checked;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.ScimTransport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static dev.rollcall.checked.Mutation.answers;
import static dev.rollcall.checked.Mutation.error;
import static dev.rollcall.checked.Mutation.hits;
import static dev.rollcall.checked.Mutation.instead;
import static dev.rollcall.checked.Mutation.json;
import static dev.rollcall.checked.Mutation.object;
import static dev.rollcall.checked.Mutation.patch;
import static dev.rollcall.checked.Mutation.requests;
import static dev.rollcall.checked.Mutation.resources;
import static dev.rollcall.checked.Mutation.with;
import static dev.rollcall.checked.Mutation.withBody;
import static dev.rollcall.checked.Mutation.withTarget;
import static dev.rollcall.checked.Mutation.withType;

/** The ways in which servers are wrong, each with the check that is meant to see it. */
enum Mutant {
    MANAGER_AS_TEXT("entra.read-manager-object", "entra.manager-object", resources("/Users", user -> {
        ObjectNode enterprise = user.withObjectProperty(Names.ENTERPRISE);
        if (enterprise.has("manager")) {
            enterprise.put("manager", enterprise.path("manager").path("value").asString());
        }
    })),
    MANAGER_LOST("entra.manager-text", resources("/Users", user -> user.path(Names.ENTERPRISE)
            .properties()
            .removeIf(entry -> entry.getKey().equals("manager")))),
    APPLICATION_JSON("entra.read-content-type", "entra.match-user-name",
            answers((request, answer) -> withType(answer, "application/json"))),
    NOT_FOUND_FOR_AN_EMPTY_FILTER("entra.filter-empty",
            answers((request, answer) -> request.target().contains("filter=")
                    && answer.text().contains("\"totalResults\":0") ? with(with(answer, error(404)), 404) : answer)),
    NO_CONTENT_FOR_AN_EMPTY_FILTER("entra.probe-users",
            answers((request, answer) -> request.target().contains("filter=")
                    && answer.text().contains("\"totalResults\":0") ? with(with(answer, ""), 204) : answer)),
    MEMBERS_NOT_EXCLUDED("entra.members-excluded",
            requests(request -> withTarget(request, request.target().replace("excludedAttributes=members", "x=y")))),
    ACTIVE_AS_TEXT("entra.read-boolean", "entra.create-user",
            resources("/Users", user -> user.put("active", user.path("active").asBoolean() ? "True" : "False"))),
    ACTIVE_NOT_SHOWN("entra.read-active-present", "entra.read-user",
            resources("/Users", user -> user.remove("active"))),
    LOST_MEMBERS("entra.parallel-members", () -> {
        AtomicInteger writes = new AtomicInteger();
        return (request, sound) -> patch("\"Add\"", "members").test(request) && writes.incrementAndGet() % 5 == 0
                ? Mutation.answer(204, "application/scim+json", "")
                : sound.send(request);
    }),
    CREATED_WITHOUT_ID("entra.create-user", answers((request, answer) -> {
        if (!request.method().equals("POST") || answer.status() != 201) {
            return answer;
        }
        ObjectNode created = object(answer);
        created.remove("id");
        return with(answer, created.toString());
    })),
    HTML_ERROR_PAGE("entra.read-error-document", "entra.read-user", answers((request, answer) -> answer.status() < 400
            ? answer
            : withType(with(answer, "<html><body>Not found</body></html>"), "text/html"))),
    NUMERIC_ID("entra.read-id-string", "entra.create-user", resources("/Users", user -> user.put("id", 4711))),
    NO_TOTAL("entra.read-list-total", "entra.match-user-name", resourcesList(list -> list.remove("totalResults"))),
    TOTAL_AS_TEXT("entra.read-list-total", "entra.match-user-name",
            resourcesList(list -> list.put("totalResults", list.path("totalResults").asString()))),
    BULK_STATUS_AS_OBJECT("rfc.bulk", json(body -> {
        for (JsonNode result : body.path("Operations")) {
            ((ObjectNode) result).putObject("status").put("code", result.path("status").asString(""));
        }
        return body;
    })),
    CURSOR_BEHIND_THE_LAST_PAGE("rfc.cursor", answers((request, answer) -> {
        if (!request.target().contains("cursor=") || answer.status() != 200) {
            return answer;
        }
        return with(answer, object(answer).put("nextCursor", "more").toString());
    })),
    NO_RESOURCES("entra.match-user-name", resourcesList(list -> list.remove("Resources"))),
    BARE_ARRAY("entra.read-list-response", "entra.match-user-name",
            json(body -> body.has("Resources") ? body.path("Resources") : body)),
    SINGLE_OBJECT("entra.match-user-name",
            json(body -> body.path("Resources").size() == 1 ? body.path("Resources").get(0) : body)),
    OK_FOR_A_CREATE("entra.create-status", answers((request, answer) -> answer.status() == 201 ? with(answer, 200)
            : answer)),
    ACCEPTED_FOR_A_PATCH("entra.read-status", "entra.patch-default", answers((request, answer) -> request.method()
            .equals("PATCH")
            && answer.status() < 300 ? with(answer, 202) : answer)),
    CONFLICT_AS_500("entra.duplicate-user", answers((request, answer) -> answer.status() == 409
            ? with(with(answer, error(500)), 500)
            : answer)),
    CONFLICT_AS_400("entra.duplicate-group", answers((request, answer) -> answer.status() == 409
            ? with(with(answer, error(400)), 400)
            : answer)),
    OLD_GROUP_SCHEMA("entra.create-group-legacy", resources("/Groups", group -> group.withArrayProperty("schemas")
            .add("http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"))),
    NO_SCHEMAS("entra.read-schemas-array", "entra.create-user", resources("/Users", user -> user.remove("schemas"))),
    CASE_OF_NAMES_REGARDED("entra.match-case",
            hits("/Users", (query, user) -> !query.contains("userName eq")
                    || query.contains("\"" + user.path("userName").asString() + "\""))),
    CASE_OF_GROUPS_REGARDED("entra.match-group",
            hits("/Groups", (query, group) -> !query.contains("displayName eq")
                    || query.contains("\"" + group.path("displayName").asString() + "\""))),
    REMOVE_EMPTIES_THE_GROUP("entra.remove-member-list", requests(request -> {
        if (!patch("\"Remove\"", "\"members\"").test(request)) {
            return request;
        }
        ObjectNode body = object(request);
        body.path("Operations").forEach(operation -> ((ObjectNode) operation).remove("value"));
        return withBody(request, body);
    })),
    NO_TARGET_FOR_A_FIRST_EMAIL("entra.add-missing-email", instead(patch("\"Add\"", "emails["), 400, error(400))),
    TEXT_BOOLEANS_REFUSED("entra.disable-text", instead(patch("\"False\""), 400, error(400))),
    TEXT_BOOLEANS_ARE_TRUE("entra.disable-text", requests(request -> request.method().equals("PATCH")
            ? withBody(request, Mutation.MAPPER.readTree(request.body().orElseThrow().replace("\"False\"", "true")))
            : request)),
    TEXT_BOOLEANS_IN_FILTERS_REFUSED("entra.roles-primary", instead(patch("primary eq"), 400, error(400))),
    DELETED_STILL_THERE("entra.delete-user", instead(r -> r.method().equals("DELETE"), 200, "")),
    SECOND_DELETE_IS_FINE("entra.delete-user-twice", answers((request, answer) -> request.method().equals("DELETE")
            ? with(with(answer, ""), 204)
            : answer)),
    NULL_ARRAYS("entra.read-multi-valued-array", "entra.read-user",
            resources("/Users", user -> user.putNull("addresses"))),
    NULL_TEXTS("entra.read-null-value", "entra.read-user", resources("/Users", user -> user.putNull("title"))),
    TIMES_WITHOUT_ZONE("entra.read-meta-times", "entra.read-user", resources("/Users", user -> user
            .withObjectProperty("meta")
            .put("created", "2026-01-31T12:00:00"))),
    SLOW_ANSWERS("entra.answer-time", "entra.read-user", answers((request, answer) -> new ScimAnswer(answer.status(),
            answer.headers(), answer.body(), Duration.ofSeconds(20)))),
    REDIRECT_TO_A_LOGIN("entra.wrong-token", answers((request, answer) -> answer.status() == 401
            ? with(with(answer, ""), 302)
            : answer)),
    ANY_TOKEN_WILL_DO("entra.wrong-token", requests(request -> new ScimRequest(request.method(), request.target(),
            request.headers().stream().filter(header -> !header.name().equals("Authorization")).toList(),
            request.body()))),
    USER_AGENT_DEMANDED("entra.no-user-agent", (request, sound) -> request.header("User-Agent").isPresent()
            ? sound.send(request)
            : Mutation.answer(403, "text/html", "<html>Forbidden</html>")),
    UNKNOWN_PARAMETERS_REFUSED("entra.flag-parameter", instead(request -> Stream.of(request.target()
            .replaceFirst("[^?]*\\??", "")
            .split("&"))
            .filter(part -> !part.isEmpty())
            .anyMatch(part -> !Names.PARAMETERS.contains(part.split("=")[0])), 400, error(400))),
    START_INDEX_IGNORED("entra.users-in-pages",
            requests(request -> withTarget(request, request.target().replaceFirst("startIndex=\\d+", "startIndex=1")))),
    START_INDEX_ONE_LESS("entra.users-in-pages", resourcesList(
            list -> list.put("startIndex", list.path("startIndex").asInt() - 1))),
    INACTIVE_USERS_HIDDEN("entra.disabled-visible", hits("/Users", (query, user) -> user.path("active").asBoolean())),
    NAMES_IN_LOWER_CASE("entra.round-trip", resources("/Users", user -> user.put("userName",
            user.path("userName").asString().toLowerCase(Locale.ROOT)))),
    TELEPHONE_NUMBERS_TIDIED("entra.round-trip", resources("/Users", user -> user.path("phoneNumbers")
            .forEach(phone -> ((ObjectNode) phone).put("value", phone.path("value")
                    .asString()
                    .replaceAll("[ ()-]",
                            ""))))),
    ADD_APPENDS("entra.add-twice", resources("/Users", user -> user.path("emails")
            .valueStream()
            .toList()
            .forEach(email -> ((ArrayNode) user.path("emails")).add(email)))),
    DOTTED_KEYS_DROPPED("entra.patch-flag", requests(request -> {
        ObjectNode body = object(request);
        body.path("Operations")
                .forEach(operation -> operation.path("value")
                        .properties()
                        .removeIf(entry -> entry.getKey().contains(".")));
        return request.method().equals("PATCH") ? withBody(request, body) : request;
    })),
    MANAGER_ARRAY_REFUSED("entra.manager-array", instead(patch("manager\",\"value\":["), 400, error(400))),
    EMPTY_MANAGER_KEPT("entra.manager-cleared", instead(patch("manager\",\"value\":{\"value\":\"\"}"), 204, "")),
    UNKNOWN_MEMBER_REFUSED("entra.unknown-member", instead(patch("d950a5ce-61da-4979-8423-4600c745a897"), 404,
            error(404))),
    NO_GROUPS("entra.probe-groups", instead(request -> request.target().startsWith("/Groups"), 404, error(404))),
    SAME_CHANGE_REFUSED("entra.patch-no-change", instead(patch("\"active\"", "true"), 400, error(400))),
    THROTTLED("entra.rate", instead(request -> request.method().equals("GET")
            && request.target().startsWith("/Users/"), 429, error(429))),
    PASSWORD_SHOWN("rfc.password-hidden", answers((request, answer) -> answer.status() == 201
            ? with(answer, object(answer).put("password", object(request).path("password").asString()).toString())
            : answer)),
    WRONG_FILTERS_IGNORED("rfc.invalid-filter", (request, sound) -> {
        ScimAnswer answer = sound.send(request);
        return answer.status() == 400 && request.target().contains("filter=")
                ? sound.send(withTarget(request, "/Users"))
                : answer;
    }),
    PUT_MERGES("rfc.put-replaces", (request, sound) -> {
        if (!request.method().equals("PUT")) {
            return sound.send(request);
        }
        ObjectNode merged = object(sound.send(new ScimRequest("GET", request.target(), List.of(), Optional.empty())));
        merged.setAll(object(request));
        return sound.send(withBody(request, merged));
    }),
    PUT_NOT_THERE("okta.put-profile", instead(request -> request.method().equals("PUT"), 405, error(405))),
    ACCEPT_DEMANDED("entra.no-accept", instead(request -> request.header("Accept").isEmpty(), 406, error(406))),
    COMPRESSED_UNASKED("rfc.no-encoding", answers((request, answer) -> new ScimAnswer(answer.status(),
            Stream.concat(answer.headers().stream(), Stream.of(new ScimHeader("Content-Encoding", "gzip"))).toList(),
            answer.body(), answer.time()))),
    UNKNOWN_ATTRIBUTE_AS_500("rfc.unknown-filter-attribute", instead(request -> request.target()
            .contains("rollcallCheckUnknown"), 500, error(500))),
    COUNTS_FROM_ZERO("rfc.start-index-one", requests(request -> {
        Matcher start = Pattern.compile("startIndex=(\\d+)").matcher(request.target());
        return start.find()
                ? withTarget(request, start.replaceAll(found -> "startIndex=" + (Integer.parseInt(found.group(1)) + 1)))
                : request;
    }));

    private final String check;
    private final List<String> traffic;
    private final Supplier<Mutation> mutation;

    Mutant(String check, Mutation mutation) {
        this(check, check, () -> mutation);
    }

    Mutant(String check, Supplier<Mutation> mutation) {
        this(check, check, mutation);
    }

    /** @param traffic the check whose answers are read */
    Mutant(String check, String traffic, Mutation mutation) {
        this(check, traffic, () -> mutation);
    }

    Mutant(String check, String traffic, Supplier<Mutation> mutation) {
        this.check = check;
        this.traffic = check.equals(traffic) ? List.of() : List.of(traffic);
        this.mutation = mutation;
    }

    /** The check that is meant to see it. */
    String check() {
        return check;
    }

    /** That check and what it needs to see. */
    String[] selection() {
        return Stream.concat(Stream.of(check), traffic.stream()).toArray(String[]::new);
    }

    /** The wrong server in front of the sound one. */
    ScimTransport before(ScimTransport sound) {
        Mutation wrong = mutation.get();
        return request -> wrong.send(request, sound);
    }

    private static Mutation resourcesList(Consumer<ObjectNode> change) {
        return json((JsonNode body) -> {
            if (body.has("Resources") && body instanceof ObjectNode list) {
                change.accept(list);
            }
            return body;
        });
    }

    private static final class Names {
        static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
        static final Set<String> PARAMETERS = Set.of("filter", "attributes", "excludedAttributes", "startIndex",
                "count",
                "sortBy", "sortOrder");
    }
}
