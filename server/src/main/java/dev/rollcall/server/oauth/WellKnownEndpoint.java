package dev.rollcall.server.oauth;

import dev.rollcall.directory.client.AuthorizationServer;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpEndpoint;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.Surface;
import dev.rollcall.server.origin.OriginReader;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /.well-known/jwks.json}: the public keys of access tokens. {@code /.well-known/oauth-authorization-server}: where tokens
 * are asked for, and how (RFC 8414); it names the issuer that the tokens name. Needs no token.
 */
public final class WellKnownEndpoint implements HttpEndpoint {
    private static final String PREFIX = "/.well-known";
    private static final String KEYS = PREFIX + "/jwks.json";
    private static final String METADATA = PREFIX + "/oauth-authorization-server";

    private final AuthorizationServer server;
    private final OriginReader origins;

    private WellKnownEndpoint(AuthorizationServer server, OriginReader origins) {
        this.server = server;
        this.origins = origins;
    }

    /** The surface below {@code /.well-known}. */
    public static Surface surface(AuthorizationServer server, OriginReader origins) {
        return new Surface(PREFIX, new WellKnownEndpoint(server, origins), OAuthAnswers::of);
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        String path = request.rawPath();
        if (!path.equals(KEYS) && !path.equals(METADATA)) {
            return OAuthAnswers.error(404, OAuthAnswers.INVALID_REQUEST,
                    "There is nothing at this path. The keys of tokens are at " + KEYS + ".");
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return OAuthAnswers.error(405, OAuthAnswers.INVALID_REQUEST, "This is read with GET.")
                    .with(HeaderName.ALLOW, "GET, HEAD");
        }
        try {
            return path.equals(KEYS)
                    ? json(server.keySet().getBytes(StandardCharsets.UTF_8), "public")
                    // Its addresses are those under which it was asked for, so no cache may give it to others.
                    : json(ScimJson.write(metadata(origins.read(request).baseUrl())), "private");
        } catch (ScimException e) {
            return OAuthAnswers.error(e.status(), OAuthAnswers.INVALID_REQUEST, e.detail());
        } catch (StorageException e) {
            return OAuthAnswers.error(503, "temporarily_unavailable",
                    "The service cannot use its database now. Send the request again in a few seconds.")
                    .with(HeaderName.RETRY_AFTER, "5");
        }
    }

    private ObjectNode metadata(String baseUrl) {
        ObjectNode metadata = JsonNodeFactory.instance
                .objectNode()
                .put("issuer", server.issuer())
                .put("token_endpoint", baseUrl + "/oauth/token")
                .put("jwks_uri", baseUrl + KEYS);
        metadata.putArray("grant_types_supported").add("client_credentials");
        metadata.putArray("response_types_supported");
        metadata.putArray("token_endpoint_auth_methods_supported")
                .add("client_secret_basic")
                .add("client_secret_post")
                .add("private_key_jwt");
        metadata.putArray("token_endpoint_auth_signing_alg_values_supported")
                .add("RS256")
                .add("PS256")
                .add("ES256")
                .add("ES384")
                .add("ES512");
        return metadata;
    }

    private static HttpResponse json(byte[] bytes, String cache) {
        return HttpResponse.of(200, OAuthAnswers.JSON, bytes)
                .with(HeaderName.CACHE_CONTROL, cache + ", max-age=300");
    }
}
