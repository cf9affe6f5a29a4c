package dev.rollcall.server.health;

import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpEndpoint;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.Surface;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /health/live}: the process serves requests; nothing else is looked at. {@code /health/ready}: all its parts work;
 * 200 with {@code "status":"up"} or 503 with {@code "status":"down"}, and in {@code parts} what is wrong with which part
 * and what to do about it. For load balancers; needs no token, is not logged.
 */
public final class HealthEndpoint implements HttpEndpoint {
    private static final String PREFIX = "/health";
    private static final String UP = "up";
    private static final String DOWN = "down";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Readiness readiness;

    private HealthEndpoint(Readiness readiness) {
        this.readiness = readiness;
    }

    /** The surface below {@code /health}. */
    public static Surface surface(Readiness readiness) {
        return new Surface(PREFIX, new HealthEndpoint(readiness), error -> answer(error.status(), "refused"));
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return answer(405, "method not allowed").with(HeaderName.ALLOW, "GET, HEAD");
        }
        return switch (request.rawPath()) {
            case PREFIX + "/live" -> answer(200, UP);
            case PREFIX + "/ready" -> ready(readiness.look());
            default -> answer(404, "not found");
        };
    }

    private static HttpResponse ready(List<PartState> states) {
        boolean up = states.stream().allMatch(PartState::up);
        ObjectNode json = NODES.objectNode();
        json.put("status", up ? UP : DOWN);
        ArrayNode parts = json.putArray("parts");
        for (PartState state : states) {
            ObjectNode part = parts.addObject();
            part.put("name", state.name());
            part.put("status", state.up() ? UP : DOWN);
            state.problem().ifPresent(problem -> part.put("problem", problem));
        }
        return answer(up ? 200 : 503, ScimJson.write(json));
    }

    private static HttpResponse answer(int status, String text) {
        return answer(status, ("{\"status\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse answer(int status, byte[] json) {
        return HttpResponse.of(status, "application/json", json).with(HeaderName.CACHE_CONTROL, "no-store");
    }
}
