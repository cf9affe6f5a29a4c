package dev.rollcall.check;

import dev.rollcall.client.http.HttpTransport;
import dev.rollcall.client.http.HttpTransportOptions;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.TransportException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * How an access token is asked for by client credentials (RFC 6749 section 4.4), as Entra does it: a form, with the client's id and
 * secret in the body or in a Basic header.
 *
 * @param scope what is asked for; empty for nothing in particular
 */
public record OAuthAccess(
        URI tokenUrl, String clientId, String clientSecret, Optional<String> scope, HttpTransportOptions options) {
    private static final String FORM = "application/x-www-form-urlencoded";

    public OAuthAccess {
        boolean http = "http".equals(tokenUrl.getScheme()) || "https".equals(tokenUrl.getScheme());
        if (!http || tokenUrl.getHost() == null || tokenUrl.getRawUserInfo() != null) {
            throw new CheckException("That is no URL of a token endpoint: write it as https://host/oauth/token.");
        }
    }

    /**
     * An access token.
     *
     * @throws CheckException when there is none; the message says what the endpoint answered
     */
    public String token() {
        try {
            ScimAnswer answer = ask(clientSecret, false);
            String token = Json.parse(answer).path("access_token").asString("");
            if (answer.status() != 200 || token.isEmpty()) {
                throw new CheckException("No access token was issued at " + tokenUrl + ": it answered "
                        + answer.status() + said(Json.parse(answer)) + ". Check the token URL, the client id and the"
                        + " secret.");
            }
            return token;
        } catch (TransportException e) {
            throw new CheckException("No access token was issued: " + e.getMessage());
        }
    }

    /** What the endpoint answers to a request with that secret. */
    ScimAnswer ask(String secret, boolean basic) {
        StringBuilder form = new StringBuilder("grant_type=client_credentials");
        scope.ifPresent(text -> form.append("&scope=").append(encoded(text)));
        List<ScimHeader> headers = new ArrayList<>(List.of(new ScimHeader("Accept", "application/json"),
                new ScimHeader("Content-Type", FORM)));
        if (basic) {
            String pair = encoded(clientId) + ":" + encoded(secret);
            headers.add(new ScimHeader("Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))));
        } else {
            form.append("&client_id=").append(encoded(clientId)).append("&client_secret=").append(encoded(secret));
        }
        String query = tokenUrl.getRawQuery() == null ? "" : "?" + tokenUrl.getRawQuery();
        String path = tokenUrl.getRawPath().isEmpty() ? "/" : tokenUrl.getRawPath();
        URI origin = URI.create(tokenUrl.getScheme() + "://" + tokenUrl.getRawAuthority());
        try (HttpTransport transport = HttpTransport.open(origin, Optional.empty(), options)) {
            return transport.send(new ScimRequest("POST", path + query, headers, Optional.of(form.toString())));
        }
    }

    /** What an error says of itself; it repeats no secret, or the report hides it. */
    static String said(JsonNode body) {
        String error = body.path("error").asString("");
        return error.isEmpty() ? "" : " (" + error + ")";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "OAuthAccess[" + clientId + " at " + tokenUrl + "]";
    }
}
