package dev.rollcall.checked;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.ScimTransport;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Something between the checks and a sound server that makes it wrong in one respect. */
@FunctionalInterface
interface Mutation {
    JsonMapper MAPPER = JsonMapper.builder().build();

    ScimAnswer send(ScimRequest request, ScimTransport sound);

    /** Changes answers with a body of JSON. */
    static Mutation json(UnaryOperator<JsonNode> change) {
        return answers((request, answer) -> answer.body().length == 0 || answer.status() == 404 ? answer
                : with(answer, change.apply(MAPPER.readTree(answer.body())).toString()));
    }

    /** Changes every resource of that endpoint, alone or in a list, in answers of success. */
    static Mutation resources(String endpoint, Consumer<ObjectNode> change) {
        return answers((request, answer) -> {
            if (!request.target().startsWith(endpoint) || answer.status() >= 300 || answer.body().length == 0) {
                return answer;
            }
            ObjectNode body = object(answer);
            if (body.has("Resources")) {
                body.path("Resources").forEach(resource -> change.accept((ObjectNode) resource));
            } else {
                change.accept(body);
            }
            return with(answer, body.toString());
        });
    }

    /** Leaves resources out of lists. */
    static Mutation hits(String endpoint, Hit stays) {
        return answers((request, answer) -> {
            if (!request.target().startsWith(endpoint + "?") || answer.status() != 200) {
                return answer;
            }
            ObjectNode list = object(answer);
            ArrayNode kept = JsonNodeFactory.instance.arrayNode();
            list.path("Resources").valueStream().filter(r -> stays.test(decoded(request), r)).forEach(kept::add);
            list.set("Resources", kept);
            return with(answer, list.put("totalResults", kept.size()).put("itemsPerPage", kept.size()).toString());
        });
    }

    /** Whether a resource stays in the answer to a query. */
    @FunctionalInterface
    interface Hit {
        boolean test(String query, JsonNode resource);
    }

    /** Changes answers. */
    static Mutation answers(Answering change) {
        return (request, sound) -> change.apply(request, sound.send(request));
    }

    /** What becomes of an answer. */
    @FunctionalInterface
    interface Answering {
        ScimAnswer apply(ScimRequest request, ScimAnswer answer);
    }

    /** Changes requests before they are sent. */
    static Mutation requests(UnaryOperator<ScimRequest> change) {
        return (request, sound) -> sound.send(change.apply(request));
    }

    /** Answers some requests itself. */
    static Mutation instead(Predicate<ScimRequest> which, int status, String body) {
        return (request, sound) -> which.test(request) ? answer(status, "application/scim+json", body)
                : sound.send(request);
    }

    static ScimAnswer answer(int status, String type, String body) {
        return new ScimAnswer(status, List.of(new ScimHeader("Content-Type", type)),
                body.getBytes(StandardCharsets.UTF_8), Duration.ofMillis(1));
    }

    static String error(int status) {
        return "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"],\"status\":\"" + status
                + "\",\"detail\":\"No.\"}";
    }

    static ScimAnswer with(ScimAnswer answer, String body) {
        return new ScimAnswer(answer.status(), answer.headers(), body.getBytes(StandardCharsets.UTF_8), answer.time());
    }

    static ScimAnswer with(ScimAnswer answer, int status) {
        return new ScimAnswer(status, answer.headers(), answer.body(), answer.time());
    }

    static ScimAnswer withType(ScimAnswer answer, String type) {
        List<ScimHeader> headers = new ArrayList<>(answer.headers());
        headers.removeIf(header -> header.name().equalsIgnoreCase("Content-Type"));
        headers.add(new ScimHeader("Content-Type", type));
        return new ScimAnswer(answer.status(), headers, answer.body(), answer.time());
    }

    static ScimRequest withBody(ScimRequest request, JsonNode body) {
        return new ScimRequest(request.method(), request.target(), request.headers(), Optional.of(body.toString()));
    }

    static ScimRequest withTarget(ScimRequest request, String target) {
        return new ScimRequest(request.method(), target, request.headers(), request.body());
    }

    static ObjectNode object(ScimAnswer answer) {
        return (ObjectNode) MAPPER.readTree(answer.body());
    }

    static ObjectNode object(ScimRequest request) {
        return (ObjectNode) MAPPER.readTree(request.body().orElse("{}"));
    }

    /** The target as a person reads it. */
    static String decoded(ScimRequest request) {
        return URLDecoder.decode(request.target(), StandardCharsets.UTF_8);
    }

    /** A PATCH of which some text is part. */
    static Predicate<ScimRequest> patch(String... texts) {
        return request -> request.method().equals("PATCH")
                && List.of(texts).stream().allMatch(request.body().orElse("")::contains);
    }
}
