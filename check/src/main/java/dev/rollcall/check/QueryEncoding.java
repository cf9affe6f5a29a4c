package dev.rollcall.check;

import java.nio.charset.StandardCharsets;

/** Percent-encoding of request targets (entra.md §2.2). */
final class QueryEncoding {
    private static final String ALLOWED = "-._~%/?:&=+$,;!*'()@";

    private QueryEncoding() {}

    /** A target in which only what can never stand in a URL is encoded; what is encoded already stays. */
    static String target(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || ALLOWED.indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append(c == ' ' ? "+" : "%%%02X".formatted((int) c));
            }
        }
        return encoded.toString();
    }
}
