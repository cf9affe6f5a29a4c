package dev.rollcall.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;

/** What this service signs; {@code /.well-known/jwks.json} has the keys that check it. */
final class OwnSignature {
    private OwnSignature() {}

    /**
     * A signed JWT.
     *
     * @param type what its head says that it is, so that no kind of token is taken for another
     */
    static String sign(ECKey key, String type, JWTClaimsSet claims) {
        return sign(key, type, claims.toPayload());
    }

    /**
     * The same, of claims as they are written.
     *
     * @param claims a JSON object
     */
    static String sign(ECKey key, String type, String claims) {
        return sign(key, type, new Payload(claims));
    }

    private static String sign(ECKey key, String type, Payload claims) {
        JWSObject jwt = new JWSObject(new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType(type))
                .keyID(key.getKeyID())
                .build(), claims);
        try {
            jwt.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("A key of P-256 signs ES256.", e);
        }
        return jwt.serialize();
    }
}
