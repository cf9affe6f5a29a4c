package dev.rollcall.outbound.preview;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.ScimTransport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A target on paper: writes down every request, sends nothing, and answers as a target by the RFC does that has the one resource
 * that is asked for, or has nothing.
 */
final class PaperTarget implements ScimTransport {
    /** The id of whatever the target has. */
    static final String ID = "ID-AT-THE-TARGET";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

    private final Optional<String> externalId;
    private final List<ScimRequest> requests = new ArrayList<>();

    /** @param externalId of the resource that the target has; empty when it has nothing */
    PaperTarget(Optional<String> externalId) {
        this.externalId = externalId;
    }

    /** What was asked, in order. */
    List<ScimRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public ScimAnswer send(ScimRequest request) {
        requests.add(request);
        return switch (request.method()) {
            case "GET" -> request.target().contains("ServiceProviderConfig") ? answer(404, "") : list();
            case "POST" -> answer(201, made(request).toString());
            case "DELETE" -> answer(204, "");
            default -> answer(200, made(request).toString());
        };
    }

    private ScimAnswer list() {
        ObjectNode list = JSON.createObjectNode();
        list.putArray("schemas").add(LIST);
        list.put("totalResults", externalId.isPresent() ? 1 : 0);
        externalId.ifPresent(id -> list.withArrayProperty("Resources").addObject().put("id", ID).put("externalId", id));
        list.withArrayProperty("Resources");
        return answer(200, list.toString());
    }

    private static ObjectNode made(ScimRequest request) {
        ObjectNode resource = request.body()
                .map(body -> (ObjectNode) JSON.readTree(body))
                .orElseGet(JSON::createObjectNode);
        resource.remove("password");
        return resource.put("id", ID);
    }

    private static ScimAnswer answer(int status, String body) {
        List<ScimHeader> headers = body.isEmpty()
                ? List.of()
                : List.of(new ScimHeader("Content-Type", "application/scim+json"));
        return new ScimAnswer(status, headers, body.getBytes(StandardCharsets.UTF_8), Duration.ZERO);
    }
}
