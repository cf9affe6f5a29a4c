package dev.rollcall.oauth;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.rollcall.directory.identifier.IdSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;

/**
 * Signs what shows another token endpoint that this service is its client (RFC 7523 section 3), with the key that signs access
 * tokens: whoever trusts it reads the keys at {@code /.well-known/jwks.json}.
 *
 * <p>Guarantees: the head says {@value #TYPE}, so that no assertion is taken for an access token; each has an id of its own and is
 * good for {@link #LIFETIME}. Safe for use by many threads.
 */
public final class OwnAssertions {
    /** What an assertion's head says that it is. */
    static final String TYPE = "client-authentication+jwt";

    /** How long one is good. */
    static final Duration LIFETIME = Duration.ofMinutes(5);

    private final SigningKeys keys;
    private final IdSource ids;

    /** @param ids for the claim {@code jti} */
    OwnAssertions(SigningKeys keys, IdSource ids) {
        this.keys = keys;
        this.ids = ids;
    }

    /**
     * A signed assertion.
     *
     * @param client as the token endpoint knows this service
     * @param audience the URL of the token endpoint
     * @throws KeyFileException when the key file cannot be used, or is not the one that the store is sealed under
     */
    public String assertion(String client, String audience, Instant now) {
        Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
        return OwnSignature.sign(keys.signer(), TYPE, new JWTClaimsSet.Builder()
                .issuer(client)
                .subject(client)
                .audience(audience)
                .issueTime(Date.from(issued))
                .expirationTime(Date.from(issued.plus(LIFETIME)))
                .jwtID(ids.next())
                .build());
    }
}
