package dev.rollcall.server.helidon;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** Tells whether a private and a public key are a pair: what the one signs, the other verifies. */
final class KeyPairCheck {
    private static final byte[] SAMPLE = "a pair".getBytes(StandardCharsets.US_ASCII);

    private KeyPairCheck() {}

    /** Whether they are a pair; true as well when they are of an algorithm that cannot be tried, if both are of the same. */
    static boolean belongTogether(PrivateKey key, PublicKey certified) {
        if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        return switch (key.getAlgorithm()) {
            case "RSA" -> verifies("SHA256withRSA", key, certified);
            case "EC" -> verifies("SHA256withECDSA", key, certified);
            default -> true;
        };
    }

    private static boolean verifies(String algorithm, PrivateKey key, PublicKey certified) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(SAMPLE);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(SAMPLE);
            return signature.verify(signed);
        } catch (GeneralSecurityException differentKinds) {
            // Keys of different curves or sizes cannot even be tried.
            return false;
        }
    }
}
