package dev.rollcall.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.rollcall.directory.client.SigningKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Makes keys that sign access tokens (ES256), and opens them: the private part is sealed under the key file, each for itself. */
final class SigningKeySeal {
    private final KeyFile file;
    private final Clock clock;

    SigningKeySeal(KeyFile file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * A new key.
     *
     * @throws KeyFileException when the key file cannot be used
     */
    SigningKey fresh() {
        ECKey key = generate();
        String id = key.getKeyID();
        return new SigningKey(id, key.toPublicJWK().toJSONString(), file.seal(key.toJSONString(), purpose(id)),
                clock.instant().truncatedTo(ChronoUnit.MILLIS), Optional.empty());
    }

    /** A key with its private part; empty when it is sealed by a key that is not in the file. */
    Optional<ECKey> open(SigningKey row) {
        return file.open(row.sealed(), purpose(row.keyId())).map(SigningKeySeal::key);
    }

    /** A key's private part sealed anew under the file's newest key; empty when it is sealed by one that is not in the file. */
    Optional<String> resealed(SigningKey row) {
        String purpose = purpose(row.keyId());
        return file.open(row.sealed(), purpose).map(text -> file.seal(text, purpose));
    }

    /** What a key's private part is sealed for. */
    static String purpose(String keyId) {
        return "signing-key " + keyId;
    }

    /** The key in that text. */
    static ECKey key(String json) {
        try {
            return ECKey.parse(json);
        } catch (ParseException e) {
            throw new KeyFileException("A signing key in the store is not whole: make a new one with \"rollcall key"
                    + " rotate\".", e);
        }
    }

    private static ECKey generate() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("Every Java platform has the curve P-256.", e);
        }
    }
}
