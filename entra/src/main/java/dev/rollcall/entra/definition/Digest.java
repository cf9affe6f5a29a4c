package dev.rollcall.entra.definition;

import dev.rollcall.entra.source.SourceObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Short digests by which changes are noticed: the first 16 bytes of SHA-256 in hexadecimal digits. */
public final class Digest {
    private static final int BYTES = 16;

    private Digest() {}

    public static String of(String text) {
        return finish(sha256(), text);
    }

    /**
     * Of all that a source object says; the order of its attributes does not matter.
     *
     * @param entitlement how far it is entitled
     */
    public static String of(SourceObject object, String entitlement) {
        MessageDigest digest = sha256();
        new TreeMap<>(object.attributes()).forEach((name, value) -> add(digest, name, value));
        return finish(digest, entitlement + " " + object.softDeleted());
    }

    private static void add(MessageDigest digest, String name, JsonNode value) {
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(value.toString().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static String finish(MessageDigest digest, String last) {
        digest.update(last.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
