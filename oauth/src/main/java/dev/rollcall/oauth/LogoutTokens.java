package dev.rollcall.oauth;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.stream.LogoutTokenSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;

/**
 * Signs logout tokens (OpenID Connect Back-Channel Logout 1.0 section 2.4) with the key that signs access tokens, so that
 * {@code /.well-known/jwks.json} checks both.
 *
 * <p>Guarantees: the head says {@code logout+jwt}, so that no logout token is taken for an access token; there is no {@code nonce}.
 * A token is good for {@link #LIFETIME}. Safe for use by many threads.
 */
public final class LogoutTokens implements LogoutTokenSource {
    /** What a logout token's head says that it is. */
    static final String TYPE = "logout+jwt";

    /** How long one is good: no more than two minutes, as the specification recommends. */
    static final Duration LIFETIME = Duration.ofMinutes(2);

    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private final SigningKeys keys;
    private final TokenNames names;

    LogoutTokens(SigningKeys keys, TokenNames names) {
        this.keys = keys;
        this.names = names;
    }

    /** @throws KeyFileException when the key file cannot be used, or is not the one that the store is sealed under */
    @Override
    public String token(String audience, String subject, EventId event, Instant now) {
        ECKey key = keys.signer();
        Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(names.issuer())
                .subject(subject)
                .audience(audience)
                .issueTime(Date.from(issued))
                .expirationTime(Date.from(issued.plus(LIFETIME)))
                .jwtID(event.text())
                .claim("events", Map.of(EVENT, Map.of()))
                .build();
        return OwnSignature.sign(key, TYPE, claims);
    }
}
