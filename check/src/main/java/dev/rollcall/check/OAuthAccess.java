package dev.rollcall.check;

import dev.rollcall.client.http.ClientCredentials;
import dev.rollcall.client.http.HttpTransport;
import dev.rollcall.client.http.HttpTransportOptions;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.TransportException;
import java.net.URI;
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
    public OAuthAccess {
        try {
            credentials(tokenUrl, clientId, scope);
        } catch (IllegalArgumentException e) {
            throw new CheckException(String.valueOf(e.getMessage()));
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
        ClientCredentials client = credentials();
        try (HttpTransport transport = HttpTransport.open(client.origin(), Optional.empty(), options)) {
            return transport.send(basic ? client.withBasic(secret) : client.withSecret(secret));
        }
    }

    private ClientCredentials credentials() {
        return credentials(tokenUrl, clientId, scope);
    }

    private static ClientCredentials credentials(URI tokenUrl, String clientId, Optional<String> scope) {
        return new ClientCredentials(tokenUrl, clientId, scope, Optional.empty());
    }

    /** What an error says of itself; it repeats no secret, or the report hides it. */
    static String said(JsonNode body) {
        String error = body.path("error").asString("");
        return error.isEmpty() ? "" : " (" + error + ")";
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "OAuthAccess[" + clientId + " at " + tokenUrl + "]";
    }
}
