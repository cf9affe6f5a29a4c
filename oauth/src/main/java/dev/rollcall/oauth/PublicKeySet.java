package dev.rollcall.oauth;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The public keys of a JSON Web Key Set (RFC 7517) that can check a signature here: RSA of 2,048 to 8,192 bits, and the curves
 * P-256, P-384 and P-521. What else is in the set is left out, private parts included.
 */
public final class PublicKeySet {
    /** A set with more keys is refused, so that looking through it costs little. */
    static final int MOST_KEYS = 100;

    private static final int LEAST_BITS = 2_048;
    private static final int MOST_BITS = 8_192;
    /** An exponent is 65,537; one of thousands of bits would make each check slow. */
    private static final int MOST_EXPONENT_BITS = 64;
    private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384, Curve.P_521);

    private final List<JWK> keys;

    private PublicKeySet(List<JWK> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads a set.
     *
     * @throws IllegalArgumentException when it is none, has no key that can be used, or too many; the message says what to give
     */
    public static PublicKeySet parse(String json) {
        List<JWK> all;
        try {
            all = JWKSet.parse(json).getKeys();
        } catch (ParseException | RuntimeException e) {
            // The library tells what it cannot read by exceptions of many kinds.
            throw new IllegalArgumentException(
                    "That is no JSON Web Key Set: give an object with the member keys, a list of public keys.", e);
        }
        List<JWK> usable = all.stream()
                .limit(MOST_KEYS + 1L)
                .filter(PublicKeySet::isUsable)
                .map(PublicKeySet::bare)
                .toList();
        if (usable.isEmpty() || all.size() > MOST_KEYS) {
            throw new IllegalArgumentException("The key set has no key that can be used, or more than " + MOST_KEYS
                    + ": give RSA keys of 2048 to 8192 bits, or keys of the curves P-256, P-384 or P-521.");
        }
        return new PublicKeySet(usable);
    }

    /** The set as JSON, with nothing that is not used. */
    public String json() {
        return new JWKSet(keys).toString(true);
    }

    /** The keys that may have signed a token with that key id, or without one: then only a single key can have. */
    List<JWK> named(Optional<String> keyId) {
        return keyId.isPresent()
                ? keys.stream().filter(key -> keyId.get().equals(key.getKeyID())).toList()
                : keys.size() == 1 ? keys : List.of();
    }

    /** The key alone: without certificates, which may be a hundred times as large, and without the private part. */
    private static JWK bare(JWK key) {
        return switch (key) {
            case RSAKey rsa -> new RSAKey.Builder(rsa.getModulus(), rsa.getPublicExponent())
                    .keyID(rsa.getKeyID())
                    .keyUse(rsa.getKeyUse())
                    .algorithm(rsa.getAlgorithm())
                    .build();
            case ECKey ec -> new ECKey.Builder(ec.getCurve(), ec.getX(), ec.getY())
                    .keyID(ec.getKeyID())
                    .keyUse(ec.getKeyUse())
                    .algorithm(ec.getAlgorithm())
                    .build();
            default -> throw new IllegalStateException("A key of another kind is not used.");
        };
    }

    private static boolean isUsable(JWK key) {
        return switch (key) {
            case RSAKey rsa -> rsa.size() >= LEAST_BITS
                    && rsa.size() <= MOST_BITS
                    && rsa.getPublicExponent().decodeToBigInteger().bitLength() <= MOST_EXPONENT_BITS;
            case ECKey ec -> CURVES.contains(ec.getCurve());
            default -> false;
        };
    }
}
