package dev.rollcall.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What a secret text is remembered or named by, so that the text itself need not be kept or shown. */
final class TokenDigest {
    private TokenDigest() {}

    /** The SHA-256 of the text, in base64. */
    static String of(String text) {
        return Base64.getEncoder().withoutPadding().encodeToString(digest(text));
    }

    /** The SHA-256 of the text, in base64url without padding: the code challenge S256 of a verifier (RFC 7636 section 4.2). */
    static String inUrl(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest(text));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
