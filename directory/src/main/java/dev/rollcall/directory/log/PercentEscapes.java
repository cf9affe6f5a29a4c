package dev.rollcall.directory.log;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Percent-encoded text as it would be read, however often it was encoded. */
final class PercentEscapes {
    /** So often a text may be encoded and is still read. */
    private static final int ENCODINGS = 6;
    /** Escapes of characters that are printed; of UTF-8, whole sequences. */
    static final Pattern ESCAPES = Pattern.compile("(?:%[2-7][0-9a-fA-F])++|(?:%[89a-fA-F][0-9a-fA-F])++");

    private PercentEscapes() {}

    /** The text with its escapes decoded, and theirs, up to six times. */
    static String decoded(String text) {
        String decoded = text;
        for (int i = 0; i < ENCODINGS && decoded.indexOf('%') >= 0; i++) {
            String before = decoded;
            decoded = ESCAPES.matcher(before).replaceAll(escapes -> Matcher.quoteReplacement(bytes(escapes.group())));
            if (decoded.equals(before)) {
                break;
            }
        }
        return decoded;
    }

    /** Whether there is an escape in the text. */
    static boolean isIn(String text) {
        return text.indexOf('%') >= 0 && ESCAPES.matcher(text).find();
    }

    private static String bytes(String escapes) {
        return new String(HexFormat.of().parseHex(escapes.replace("%", "")), StandardCharsets.UTF_8);
    }
}
