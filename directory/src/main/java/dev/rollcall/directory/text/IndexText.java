package dev.rollcall.directory.text;

/**
 * How much of a text an index holds: its first {@value #MAX_CHARACTERS} characters, and of these as many as fit into
 * {@value #MAX_BYTES} bytes of UTF-8 (what one entry of a PostgreSQL index can hold beside the other parts of its key).
 *
 * <p>Cutting keeps the order: when one text is not after another, its cut is not after the other's cut. So a comparison
 * on cuts selects at least what the comparison on the texts selects.
 */
public final class IndexText {
    /** The longest indexed text in {@code char}s. */
    public static final int MAX_CHARACTERS = 1_024;

    /** The longest indexed text in bytes of UTF-8. */
    public static final int MAX_BYTES = 2_000;

    /** The longest indexed qualifier (an element's {@code type}) in {@code char}s. */
    public static final int MAX_QUALIFIER_CHARACTERS = 64;

    private IndexText() {}

    /** What an index holds of the text; the text itself when it is short enough, as nearly all are. */
    public static String cut(String text) {
        return text.length() * 3 <= MAX_BYTES ? text : cut(text, MAX_CHARACTERS, MAX_BYTES);
    }

    /** What an index holds of an element's {@code type}. */
    public static String cutQualifier(String qualifier) {
        return qualifier.length() <= MAX_QUALIFIER_CHARACTERS
                ? qualifier
                : cut(qualifier, MAX_QUALIFIER_CHARACTERS, MAX_BYTES);
    }

    private static String cut(String text, int maxCharacters, int maxBytes) {
        int bytes = 0;
        int end = 0;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            int next = end + Character.charCount(codePoint);
            bytes += utf8Length(codePoint);
            if (next > maxCharacters || bytes > maxBytes) {
                return text.substring(0, end);
            }
            end = next;
        }
        return text;
    }

    private static int utf8Length(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }
}
