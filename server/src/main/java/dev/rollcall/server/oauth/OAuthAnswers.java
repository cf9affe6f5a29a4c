package dev.rollcall.server.oauth;

import dev.rollcall.directory.client.TokenAnswer.Granted;
import dev.rollcall.directory.client.TokenAnswer.Refused;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpError;
import dev.rollcall.server.http.HttpResponse;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The answers of the token endpoint (RFC 6749 section 5); no cache keeps one. */
final class OAuthAnswers {
    static final String JSON = "application/json";
    static final String INVALID_REQUEST = "invalid_request";

    private static final HeaderName PRAGMA = HeaderName.of("Pragma");
    private static final String RETRY_SECONDS = "5";

    private OAuthAnswers() {}

    /** A token. {@code expires_in} is always there: some clients never renew without it. */
    static HttpResponse granted(Granted granted) {
        return json(200, JsonNodeFactory.instance
                .objectNode()
                .put("access_token", granted.accessToken())
                .put("token_type", "Bearer")
                .put("expires_in", granted.expiresIn())
                .put("scope", granted.scope()));
    }

    /** No token. */
    static HttpResponse refused(Refused refused) {
        HttpResponse response = error(refused.status(), refused.error(), refused.description());
        return switch (refused.status()) {
            case 401 -> response.with(HeaderName.WWW_AUTHENTICATE, "Basic realm=\"Rollcall\"");
            case 503 -> response.with(HeaderName.RETRY_AFTER, RETRY_SECONDS);
            default -> response;
        };
    }

    /** An error that is no answer to a request for a token. */
    static HttpResponse error(int status, String error, String description) {
        return json(status, JsonNodeFactory.instance
                .objectNode()
                .put("error", error)
                .put("error_description", description));
    }

    /** The answer to what is refused before the endpoint is asked. */
    static HttpResponse of(HttpError error) {
        return error(error.status(), error.status() < 500 ? INVALID_REQUEST : "server_error", error.detail());
    }

    private static HttpResponse json(int status, ObjectNode object) {
        return HttpResponse.of(status, JSON, ScimJson.write(object))
                .with(HeaderName.CACHE_CONTROL, "no-store")
                .with(PRAGMA, "no-cache");
    }
}
