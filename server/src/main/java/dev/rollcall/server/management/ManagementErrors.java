package dev.rollcall.server.management;

import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpError;
import dev.rollcall.server.http.HttpResponse;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The form of all errors of the management API: Auth0's. */
final class ManagementErrors {
    /** How long a client waits that is refused for a while, when nobody knows better. */
    private static final String RETRY_SECONDS = "5";

    /** Characters of a message: many sentences, and never a body that somebody has sent. */
    private static final int LONGEST_MESSAGE = 4_096;

    private static final Map<Integer, String> WORDS = Map.ofEntries(
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(406, "Not Acceptable"),
            Map.entry(408, "Request Timeout"),
            Map.entry(409, "Conflict"),
            Map.entry(412, "Precondition Failed"),
            Map.entry(413, "Payload Too Large"),
            Map.entry(414, "URI Too Long"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(507, "Insufficient Storage"));

    private ManagementErrors() {}

    /** The answer to a refused request. One that is only refused for a while says when to try again. */
    static HttpResponse of(ManagementFailure failure) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("statusCode", failure.statusCode())
                .put("error", WORDS.getOrDefault(failure.statusCode(), "Error"))
                .put("message", Excerpt.of(failure.message(), LONGEST_MESSAGE));
        failure.errorCode().ifPresent(code -> body.put("errorCode", code));
        HttpResponse response = HttpResponse.of(failure.statusCode(), ManagementAnswer.JSON, ScimJson.write(body))
                .with(HeaderName.CACHE_CONTROL, "no-store");
        failure.fields().forEach(field -> response.with(field.name(), field.value()));
        boolean forAWhile = failure.statusCode() == 429 || failure.statusCode() == 503;
        return forAWhile && response.field(HeaderName.RETRY_AFTER).isEmpty()
                ? response.with(HeaderName.RETRY_AFTER, RETRY_SECONDS)
                : response;
    }

    /** The answer to what is refused before the surface is asked. */
    static HttpResponse of(HttpError error) {
        return of(new ManagementFailure(error.status(), "", error.detail()));
    }
}
