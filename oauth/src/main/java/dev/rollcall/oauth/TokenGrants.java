package dev.rollcall.oauth;

import dev.rollcall.directory.access.Clients;
import dev.rollcall.directory.access.KeysUnavailableException;
import dev.rollcall.directory.client.AuthorizationServer;
import dev.rollcall.directory.client.ClientId;
import dev.rollcall.directory.client.OAuthClient;
import dev.rollcall.directory.client.TokenAnswer;
import dev.rollcall.directory.client.TokenAnswer.Granted;
import dev.rollcall.directory.client.TokenAnswer.Refused;
import dev.rollcall.directory.client.TokenRequest;
import dev.rollcall.directory.connection.ConnectionId;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Grants access tokens to clients by their own credentials (RFC 6749 section 4.4), for the management API and for SCIM. */
final class TokenGrants implements AuthorizationServer {
    private static final System.Logger LOGGER = System.getLogger(TokenGrants.class.getName());
    private static final String GRANT = "client_credentials";
    /** The scope that Entra asks for: all that the client has. */
    private static final String ALL = "scim";
    private static final String INVALID_REQUEST = "invalid_request";
    private static final String INVALID_CLIENT = "invalid_client";

    /** Alike for an unknown client, a wrong secret and an assertion of which nothing is believed. */
    private static final Refused NOBODY = new Refused(401, INVALID_CLIENT,
            "The client is not known, or what it shows is not good: check the client id, and the secret or the assertion."
                    + " \"rollcall client rotate\" makes a new secret; why an assertion is not good is in the service's log.");

    private final Clients clients;
    private final ClientAssertions assertions;
    private final AccessTokens tokens;
    private final TokenNames names;
    private final Audiences audiences;
    private final SigningKeys keys;
    private final RefusalLog refusals;

    TokenGrants(Clients clients, ClientAssertions assertions, AccessTokens tokens, TokenNames names,
            Audiences audiences, SigningKeys keys, RefusalLog refusals) {
        this.refusals = refusals;
        this.clients = clients;
        this.assertions = assertions;
        this.tokens = tokens;
        this.names = names;
        this.audiences = audiences;
        this.keys = keys;
    }

    @Override
    public String issuer() {
        return names.issuer();
    }

    @Override
    public String keySet() {
        return keys.keySet();
    }

    @Override
    public TokenAnswer token(TokenRequest request) {
        if (request.grantType().isEmpty()) {
            return new Refused(400, INVALID_REQUEST, "There is no grant_type: send grant_type=" + GRANT + ".");
        }
        if (!request.grantType().get().equals(GRANT)) {
            return new Refused(400, "unsupported_grant_type",
                    "Only the grant type " + GRANT + " is offered: send that.");
        }
        if (request.clientSecret().isPresent() == request.assertion().isPresent()) {
            return new Refused(400, INVALID_REQUEST,
                    "Show one thing that proves the client: client_secret, or client_assertion.");
        }
        try {
            return request.clientSecret().isPresent()
                    ? bySecret(request, request.clientSecret().get())
                    : byAssertion(request, request.assertion().orElse(""));
        } catch (KeysUnavailableException e) {
            return new Refused(503, "temporarily_unavailable", String.valueOf(e.getMessage()));
        } catch (KeyFileException e) {
            LOGGER.log(System.Logger.Level.ERROR, "No access token can be signed. " + e.getMessage(), e);
            return new Refused(503, "temporarily_unavailable",
                    "The service cannot sign tokens now; its own log says why. Tell the operator.");
        }
    }

    private TokenAnswer bySecret(TokenRequest request, String secret) {
        return request.clientId()
                .flatMap(id -> clients.authenticate(id, secret))
                .map(client -> grant(client, request))
                .orElse(NOBODY);
    }

    private TokenAnswer byAssertion(TokenRequest request, String assertion) {
        if (!request.assertionType().equals(Optional.of(ClientAssertions.TYPE))) {
            return new Refused(400, INVALID_REQUEST,
                    "Send client_assertion_type=" + ClientAssertions.TYPE + " with the assertion.");
        }
        // Without a client id, the assertion names the client itself (RFC 7521 section 4.2).
        Optional<OAuthClient> client = request.clientId()
                .or(() -> SignedToken.parse(assertion).flatMap(token -> token.text("sub")))
                .flatMap(ClientId::parse)
                .flatMap(clients::find);
        if (client.isEmpty()) {
            return NOBODY;
        }
        try {
            assertions.check(client.get(), assertion, audiences.ofAssertions());
        } catch (BadTokenException e) {
            refusals.refused(client.get().id(), e.sentence());
            return e.isProven() ? new Refused(401, INVALID_CLIENT, e.sentence(), Optional.of(client.get().id()))
                    : NOBODY;
        }
        return grant(client.get(), request);
    }

    private TokenAnswer grant(OAuthClient client, TokenRequest request) {
        Optional<ConnectionId> connection = client.id().connection();
        Optional<String> refused = request.audience().filter(audience -> !isAudience(audience, connection, request));
        if (refused.isPresent()) {
            return new Refused(403, "access_denied", "Service not found: the audience is none that this client may ask"
                    + " for. Ask for " + connection.map(names::scim).orElse(names.management())
                    + ", or have the operator add the host to the setting oauth.audiences.",
                    Optional.of(client.id()));
        }
        Set<String> scopes = new LinkedHashSet<>(request.scope()
                .filter(text -> !text.isBlank())
                .map(text -> Arrays.asList(text.strip().split(" +", -1)))
                .orElseGet(() -> client.scopes().stream().sorted().toList()));
        if (connection.isPresent() && scopes.remove(ALL)) {
            scopes.addAll(client.scopes().stream().sorted().toList());
        }
        if (!client.scopes().containsAll(scopes)) {
            return new Refused(403, "access_denied",
                    "Client has not been granted scopes that it asks for. It may have: "
                            + String.join(" ", client.scopes().stream().sorted().toList()) + ".",
                    Optional.of(client.id()));
        }
        String audience = connection.map(names::scim).orElse(names.management());
        return new Granted(client.id(), tokens.issue(client.id(), audience, scopes, client.tokenLifetime()),
                client.tokenLifetime().toSeconds(), String.join(" ", scopes));
    }

    private boolean isAudience(String audience, Optional<ConnectionId> connection, TokenRequest request) {
        return connection
                .map(id -> audience.equals(names.scim(id)) || audiences.isScim(audience, id, request.baseUrl()))
                .orElseGet(() -> audience.equals(names.management())
                        || audiences.isManagement(audience, request.baseUrl()));
    }
}
