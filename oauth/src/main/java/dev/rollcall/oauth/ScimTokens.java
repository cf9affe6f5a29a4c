package dev.rollcall.oauth;

import dev.rollcall.directory.access.OAuthTokens;
import dev.rollcall.directory.token.Caller;
import dev.rollcall.directory.token.TokenScope;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Knows callers of a connection's SCIM endpoint by access tokens: by those that this service has issued to the connection's
 * clients, and by those that Entra itself issues where the connection trusts them.
 */
final class ScimTokens implements OAuthTokens {
    private final AccessTokens tokens;
    private final TokenNames names;
    private final KnownClients clients;
    private final EntraTokens entra;
    /** Entra's that were good, by their digests. */
    private final Memory<String, Boolean> good = new Memory<>(EntraTokens.MEMORY);

    ScimTokens(AccessTokens tokens, TokenNames names, KnownClients clients, EntraTokens entra) {
        this.tokens = tokens;
        this.names = names;
        this.clients = clients;
        this.entra = entra;
    }

    @Override
    public Optional<Caller> authenticate(String connectionId, String bearerToken) {
        Optional<AccessToken> own;
        try {
            own = Optional.of(tokens.check(bearerToken));
        } catch (BadTokenException notOurs) {
            // Entra's are not ours either; what is neither is answered like any unknown token.
            own = Optional.empty();
        }
        return own.isPresent()
                ? own.flatMap(token -> caller(connectionId, token))
                : entras(connectionId, bearerToken);
    }

    @Override
    public boolean remembers(String bearerToken) {
        return tokens.remembers(bearerToken) || good.find(TokenDigest.of(bearerToken)).isPresent();
    }

    private Optional<Caller> entras(String connectionId, String bearerToken) {
        Optional<Caller> caller = SignedToken.parse(bearerToken)
                .filter(token -> !tokens.claims(token))
                .flatMap(token -> entra.caller(connectionId, token));
        if (caller.isPresent()) {
            good.put(TokenDigest.of(bearerToken), true);
        }
        return caller;
    }

    private Optional<Caller> caller(String connectionId, AccessToken token) {
        return token.client()
                .connection()
                .filter(id -> id.value().equals(connectionId) && token.audience().equals(names.scim(id)))
                .flatMap(id -> clients.find(token.client()))
                .flatMap(known -> known.connection()
                        .map(connection -> new Caller(connection, token.client().value(),
                                scopes(token.scopes(), known.client().scopes()),
                                Optional.ofNullable(token.texts().get(connection.me().name())))));
    }

    private static Set<TokenScope> scopes(Set<String> granted, Set<String> allowed) {
        Set<TokenScope> scopes = EnumSet.noneOf(TokenScope.class);
        granted.stream()
                .filter(allowed::contains)
                .flatMap(word -> TokenScope.ofKeyword(word).stream())
                .forEach(scopes::add);
        return scopes;
    }
}
