package dev.rollcall.directory.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The one-way form in which a token is stored: SHA-256 of its text. A token has 256 random bits, so that neither salt
 * nor stretching would add anything.
 */
final class TokenHash {
    private TokenHash() {}

    /** The hash as 64 lower-case hex digits. */
    static String of(String token) {
        return HexFormat.of().formatHex(digest(token));
    }

    /** Whether the token has that hash, in a time that does not depend on where they differ. */
    static boolean matches(String token, byte[] hash) {
        return MessageDigest.isEqual(digest(token), hash);
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
