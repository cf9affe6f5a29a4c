package dev.rollcall.outbound.delivery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Names texts by numbers that nobody can foresee or make fall together: SHA-256 of their UTF-8. */
public final class TextDigest {
    private TextDigest() {}

    /** The 32 bytes of a text: equal texts have the same, and others different ones. */
    public static byte[] of(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
