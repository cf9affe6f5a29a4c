package dev.rollcall.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What a token is remembered by, so that no token is kept in memory or in the store. */
final class TokenDigest {
    private TokenDigest() {}

    /** The SHA-256 of the text, in base64. */
    static String of(String text) {
        try {
            return Base64.getEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
