package dev.rollcall.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.PublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON Web Token that was read and of which nothing is believed yet.
 *
 * <p>Guarantees: only asymmetric signatures are known, so that neither {@code alg: none} nor a public key that is used as a shared
 * secret gets anywhere. A key is used for the algorithm that it was made for.
 */
final class SignedToken {
    /** A longer text is not read. */
    static final int MAX_LENGTH = 16 * 1024;

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512,
            JWSAlgorithm.PS256, JWSAlgorithm.PS384, JWSAlgorithm.PS512,
            JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512);
    private static final DefaultJWSVerifierFactory VERIFIERS = new DefaultJWSVerifierFactory();

    private final SignedJWT jwt;
    private final JWTClaimsSet claims;

    private SignedToken(SignedJWT jwt, JWTClaimsSet claims) {
        this.jwt = jwt;
        this.claims = claims;
    }

    /** Reads a token; empty when it is none, or is not signed by an asymmetric key. */
    static Optional<SignedToken> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(text);
            return ALGORITHMS.contains(jwt.getHeader().getAlgorithm())
                    ? Optional.of(new SignedToken(jwt, jwt.getJWTClaimsSet()))
                    : Optional.empty();
        } catch (ParseException | IllegalArgumentException | IllegalStateException unreadable) {
            // What nobody can read is no token.
            return Optional.empty();
        }
    }

    /** The member {@code typ} of the head, in small letters. */
    Optional<String> type() {
        return Optional.ofNullable(jwt.getHeader().getType()).map(type -> type.getType().toLowerCase(Locale.ROOT));
    }

    /** The member {@code kid} of the head. */
    Optional<String> keyId() {
        return Optional.ofNullable(jwt.getHeader().getKeyID());
    }

    /** Whether that key has signed it. */
    boolean isSignedBy(JWK key) {
        JWSAlgorithm algorithm = jwt.getHeader().getAlgorithm();
        boolean otherAlgorithm = key.getAlgorithm() != null && !key.getAlgorithm().equals(algorithm);
        boolean otherUse = key.getKeyUse() != null && !key.getKeyUse().equals(KeyUse.SIGNATURE);
        if (otherAlgorithm || otherUse) {
            return false;
        }
        try {
            Optional<PublicKey> publicKey = publicKey(key);
            return publicKey.isPresent()
                    && jwt.verify(VERIFIERS.createJWSVerifier(jwt.getHeader(), publicKey.get()));
        } catch (JOSEException | IllegalStateException unfit) {
            // A key of another kind than the algorithm wants has not signed it.
            return false;
        }
    }

    /** The value of a claim that is a text. */
    Optional<String> text(String claim) {
        return claims.getClaim(claim) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** All claims that are texts. */
    Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        claims.getClaims().forEach((claim, value) -> {
            if (value instanceof String text) {
                texts.put(claim, text);
            }
        });
        return texts;
    }

    /** Whether the claim is that text. */
    boolean has(String claim, String text) {
        return text(claim).filter(text::equals).isPresent();
    }

    /**
     * The texts of a claim that is a text or a list of them; none when it is missing.
     *
     * @param claim its name, or a path with dots into objects
     */
    List<String> texts(String claim) {
        Object found = claims.getClaim(claim);
        if (found == null) {
            found = claims.getClaims();
            for (String step : claim.split("\\.", -1)) {
                found = found instanceof Map<?, ?> members ? members.get(step) : null;
            }
        }
        return switch (found) {
            case String text -> List.of(text);
            case List<?> list -> list.stream().filter(String.class::isInstance).map(String.class::cast).toList();
            case null, default -> List.of();
        };
    }

    /** Whether the claim says that something is not so; one that is missing does not. */
    boolean isFalse(String claim) {
        return Boolean.FALSE.equals(claims.getClaim(claim)) || has(claim, "false");
    }

    /** The audience, when there is exactly one. */
    Optional<String> audience() {
        List<String> audience = claims.getAudience();
        return audience.size() == 1 ? Optional.ofNullable(audience.getFirst()) : Optional.empty();
    }

    /** All audiences. */
    List<String> audiences() {
        return claims.getAudience();
    }

    /** When it was issued. */
    Optional<Instant> issuedAt() {
        return Optional.ofNullable(claims.getIssueTime()).map(Date::toInstant);
    }

    /** When it expires. */
    Optional<Instant> expiresAt() {
        return Optional.ofNullable(claims.getExpirationTime()).map(Date::toInstant);
    }

    /** Whether it says that it is not valid yet, by more than clocks may differ. */
    boolean isEarly(Instant now, Duration leeway) {
        return Optional.ofNullable(claims.getNotBeforeTime())
                .filter(time -> time.toInstant().isAfter(now.plus(leeway)))
                .isPresent();
    }

    private static Optional<PublicKey> publicKey(JWK key) throws JOSEException {
        return switch (key) {
            case RSAKey rsa -> Optional.of(rsa.toRSAPublicKey());
            case ECKey ec -> Optional.of(ec.toECPublicKey());
            default -> Optional.empty();
        };
    }
}
