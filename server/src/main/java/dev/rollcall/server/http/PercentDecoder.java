package dev.rollcall.server.http;

import dev.rollcall.scim.ScimException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Decodes percent-encoding (RFC 3986 section 2.1), strictly: an incomplete or non-hexadecimal escape, a sequence that is
 * not UTF-8, a NUL, and a character outside ASCII that came without encoding are refused with 400.
 */
public final class PercentDecoder {
    private PercentDecoder() {}

    /**
     * The decoded text.
     *
     * @param plusIsBlank whether {@code +} stands for a blank, as in form encoding
     * @param what what is decoded, for the error, for example {@code the query parameter filter}
     */
    public static String decode(String text, boolean plusIsBlank, String what) {
        if (isPlain(text, plusIsBlank)) {
            return text;
        }
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.put(escape(text, i, what));
                i += 2;
            } else if (c > 0x7e || c < ' ') {
                throw ScimException.of(
                        400,
                        "A character in " + what + " is not percent-encoded. Encode it as UTF-8, for example %C3%A9.");
            } else {
                bytes.put((byte) (c == '+' && plusIsBlank ? ' ' : c));
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw ScimException.of(400, "The percent-encoding in " + what + " is not UTF-8. Encode the text as UTF-8.");
        }
    }

    private static boolean isPlain(String text, boolean plusIsBlank) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' || c == '+' && plusIsBlank || c > 0x7e || c < ' ') {
                return false;
            }
        }
        return true;
    }

    private static byte escape(String text, int at, String what) {
        int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
        int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw ScimException.of(
                    400, "A percent sign in " + what + " is not followed by two hexadecimal digits. Send it as %25.");
        }
        int value = high << 4 | low;
        if (value == 0) {
            throw ScimException.of(400, "There is a NUL character in " + what + ". Remove it.");
        }
        return (byte) value;
    }
}
