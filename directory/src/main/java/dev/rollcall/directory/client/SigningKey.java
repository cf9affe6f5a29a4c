package dev.rollcall.directory.client;

import java.time.Instant;
import java.util.Optional;

/**
 * A key that signs access tokens, as it is kept: the private part sealed under the key file, the public one open, so that every
 * node can check what any of them has signed.
 *
 * @param keyId the member {@code kid} of the tokens that it signs
 * @param publicKey a JSON Web Key
 * @param sealed what only the key file opens
 * @param retiredAt since when it signs no more; empty while it does. It checks on until what it signed has expired
 */
public record SigningKey(
        String keyId, String publicKey, String sealed, Instant createdAt, Optional<Instant> retiredAt) {
    /** Without what is sealed. */
    @Override
    public String toString() {
        return "SigningKey[" + keyId + "]";
    }
}
