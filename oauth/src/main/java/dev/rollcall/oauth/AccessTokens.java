package dev.rollcall.oauth;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.rollcall.directory.client.ClientId;
import dev.rollcall.directory.identifier.IdSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Signs access tokens (RFC 9068) and checks them.
 *
 * <p>Guarantees: a token is good only when one of our keys has signed it with ES256, its head says {@code at+jwt}, its issuer is
 * this service, and it has not expired. What its client may do now is for the caller to look at. A signature is checked once while
 * it is remembered, by a hash of the token. Safe for use by many threads.
 */
final class AccessTokens {
    /** What an access token's head says that it is. */
    static final String TYPE = "at+jwt";

    /** How many checked tokens are remembered at most; of more, those that were not shown for the longest are checked again. */
    static final int MEMORY = 10_000;

    private static final String AGAIN = " Ask /oauth/token for a new one.";

    private final SigningKeys keys;
    private final TokenNames names;
    private final Clock clock;
    private final IdSource ids;
    private final Memory<String, AccessToken> checked = new Memory<>(MEMORY);

    /** @param ids for the claim {@code jti} */
    AccessTokens(SigningKeys keys, TokenNames names, Clock clock, IdSource ids) {
        this.ids = ids;
        this.keys = keys;
        this.names = names;
        this.clock = clock;
    }

    /**
     * A new token.
     *
     * @throws KeyFileException when the key file cannot be used
     */
    String issue(ClientId client, String audience, Set<String> scopes, Duration lifetime) {
        ECKey key = keys.signer();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(names.issuer())
                .subject(client + "@clients")
                .audience(audience)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .jwtID(ids.next())
                .claim("azp", client.value())
                .claim("client_id", client.value())
                .claim("scope", String.join(" ", scopes.stream().sorted().toList()))
                .claim("gty", "client-credentials")
                .build();
        return OwnSignature.sign(key, TYPE, claims);
    }

    /** Whether this text says that it is a token of this service; nothing of it is believed yet. */
    boolean claims(SignedToken token) {
        return token.has("iss", names.issuer());
    }

    /**
     * A token that is good now.
     *
     * @throws BadTokenException when it is not; the message begins with Auth0's sentence
     */
    AccessToken check(String text) throws BadTokenException {
        String digest = TokenDigest.of(text);
        Optional<AccessToken> known = checked.find(digest).filter(token -> keys.find(token.keyId()).isPresent());
        if (known.isPresent()) {
            return unexpired(known.get());
        }
        AccessToken token = unexpired(signed(text));
        checked.put(digest, token);
        return token;
    }

    /** Whether the signature of this token was good, so that it need not be checked again. */
    boolean remembers(String text) {
        return checked.find(TokenDigest.of(text)).isPresent();
    }

    private AccessToken unexpired(AccessToken token) throws BadTokenException {
        if (!clock.instant().isBefore(token.expiresAt())) {
            throw new BadTokenException("Expired token received for JSON Web Token validation." + AGAIN);
        }
        return token;
    }

    private AccessToken signed(String text) throws BadTokenException {
        SignedToken token = SignedToken.parse(text).orElseThrow(() -> new BadTokenException("Invalid token." + AGAIN));
        Optional<JWK> key = token.keyId().flatMap(keys::find);
        if (key.isEmpty() || !token.isSignedBy(key.get())) {
            throw new BadTokenException("Invalid signature received for JSON Web Token validation." + AGAIN);
        }
        Optional<ClientId> client = token.text("client_id").flatMap(ClientId::parse);
        if (!token.type().equals(Optional.of(TYPE))
                || !claims(token)
                || client.isEmpty()
                || token.audience().isEmpty()
                || token.expiresAt().isEmpty()) {
            throw new BadTokenException("Invalid token: it is no access token of this service." + AGAIN);
        }
        List<String> scopes = Arrays.asList(token.text("scope").orElse("").split(" ", -1));
        return new AccessToken(client.get(), token.audience().get(), Set.copyOf(scopes), token.texts(),
                token.expiresAt().get(), key.get().getKeyID());
    }
}
