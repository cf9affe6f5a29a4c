package dev.rollcall.client.entra;

import dev.rollcall.client.Handwritten;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.ScimTransport;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.scim.message.Urns;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Keeps what was sent. Answers as it was told, in that order; then 204 to PATCH and DELETE, a resource to POST, an empty
 * list to a search, and 404 to the rest.
 */
final class RecordingTransport implements ScimTransport {
    static final String NOBODY = "{schemas:['" + Urns.LIST_RESPONSE + "'],totalResults:0,Resources:[]}";

    final List<ScimRequest> requests = new ArrayList<>();
    private final Deque<Supplier<ScimAnswer>> answers = new ArrayDeque<>();

    static String user(String more) {
        return "{schemas:['" + Urns.USER + "','" + Urns.ENTERPRISE_USER
                + "'],id:'1',userName:'u',active:true,meta:{resourceType:'User'}" + more + "}";
    }

    static String group(String more) {
        return "{schemas:['" + Urns.GROUP + "'],id:'1',displayName:'g',meta:{resourceType:'Group'}" + more + "}";
    }

    static String list(String... resources) {
        return "{schemas:['" + Urns.LIST_RESPONSE + "'],totalResults:" + resources.length + ",Resources:["
                + String.join(",", resources) + "]}";
    }

    /** @param body handwritten JSON, or what is no JSON as it is */
    RecordingTransport answer(int status, String body) {
        answers.add(() -> scim(status, body));
        return this;
    }

    RecordingTransport fail(RuntimeException failure) {
        answers.add(() -> {
            throw failure;
        });
        return this;
    }

    @Override
    public ScimAnswer send(ScimRequest request) {
        requests.add(request);
        return answers.isEmpty() ? usual(request) : answers.remove().get();
    }

    /** The JSON of the last request. */
    JsonNode sent() {
        return Handwritten.json(requests.getLast().body().orElseThrow());
    }

    private static ScimAnswer usual(ScimRequest request) {
        return switch (request.method()) {
            case "PATCH", "DELETE" -> scim(204, "");
            case "POST" -> scim(201,
                    request.target().startsWith(ObjectType.USER.path()) ? user("") : group(",members:[]"));
            default -> request.target().contains("filter=") || request.target().equals("/Schemas")
                    ? scim(200, NOBODY)
                    : scim(404, "{schemas:['" + Urns.ERROR + "'],status:'404',detail:'There is none.'}");
        };
    }

    private static ScimAnswer scim(int status, String body) {
        String text = body.startsWith("{") ? Handwritten.json(body).toString() : body;
        return new ScimAnswer(status, List.of(new ScimHeader("Content-Type", "application/scim+json")),
                text.getBytes(StandardCharsets.UTF_8), Duration.ZERO);
    }
}
