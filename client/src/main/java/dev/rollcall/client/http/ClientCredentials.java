package dev.rollcall.client.http;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * How an access token is asked for by client credentials (RFC 6749 section 4.4): a form, sent to the token endpoint. The
 * client's secret is no part of it, so that it may be shown.
 *
 * @param scope what is asked for; empty for nothing in particular
 * @param audience for endpoints that want to be told whom the token is for, as Auth0's does
 */
public record ClientCredentials(URI tokenUrl, String clientId, Optional<String> scope, Optional<String> audience) {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** @throws IllegalArgumentException when the URL is none of a token endpoint */
    public ClientCredentials {
        boolean http = "http".equals(tokenUrl.getScheme()) || "https".equals(tokenUrl.getScheme());
        if (!http || tokenUrl.getHost() == null || tokenUrl.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "That is no URL of a token endpoint: write it as https://host/oauth/token.");
        }
    }

    /** Where the endpoint is, without path and query: what a transport is opened to. */
    public URI origin() {
        return URI.create(tokenUrl.getScheme() + "://" + tokenUrl.getRawAuthority());
    }

    /** With the id and the secret in the form, as Entra does it. */
    public ScimRequest withSecret(String secret) {
        return request(form() + "&client_id=" + encoded(clientId) + "&client_secret=" + encoded(secret), List.of());
    }

    /** With the id and the secret in a Basic header (RFC 6749 section 2.3.1). */
    public ScimRequest withBasic(String secret) {
        String pair = encoded(clientId) + ":" + encoded(secret);
        return request(form(), List.of(new ScimHeader("Authorization",
                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))));
    }

    /** With a signed JWT in the secret's place (RFC 7523 section 2.2). */
    public ScimRequest withAssertion(String jwt) {
        return request(form() + "&client_id=" + encoded(clientId) + "&client_assertion_type=" + encoded(ASSERTION)
                + "&client_assertion=" + encoded(jwt), List.of());
    }

    private String form() {
        return "grant_type=client_credentials"
                + scope.map(text -> "&scope=" + encoded(text)).orElse("")
                + audience.map(text -> "&audience=" + encoded(text)).orElse("");
    }

    private ScimRequest request(String form, List<ScimHeader> login) {
        List<ScimHeader> headers = new ArrayList<>(List.of(new ScimHeader("Accept", "application/json"),
                new ScimHeader("Content-Type", FORM)));
        headers.addAll(login);
        String query = tokenUrl.getRawQuery() == null ? "" : "?" + tokenUrl.getRawQuery();
        String path = tokenUrl.getRawPath().isEmpty() ? "/" : tokenUrl.getRawPath();
        return new ScimRequest("POST", path + query, headers, Optional.of(form));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
