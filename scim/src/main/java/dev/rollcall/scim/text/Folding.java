package dev.rollcall.scim.text;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The one definition of "without regard to case": two strings are the same to a filter, a uniqueness check or an index
 * exactly when their foldings are equal.
 *
 * <p>The folding is NFKC, then full case folding by way of upper and lower case in the root locale, then NFC. That maps
 * widths and compatibility forms as PRECIS asks of user names (RFC 7644 section 5, RFC 8265), and neither the
 * database's collation nor the machine's locale has a say.
 *
 * <p>It takes time in proportion to the text's length: what normalization sorts is kept short as UAX 15 section 13 has it, by a mark
 * that joins nothing (U+034F) behind every {@value #MOST_MARKS} combining marks of one letter. No writing has so many.
 */
public final class Folding {
    static final int MOST_MARKS = 30;

    private static final char GRAPHEME_JOINER = '\u034f';

    private Folding() {}

    /**
     * {@return the folding of a string; the string itself when it is already folded ASCII}
     *
     * @param text any
     */
    public static String fold(String text) {
        boolean lower = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return foldUnicode(text);
            }
            lower &= c < 'A' || c > 'Z';
        }
        return lower ? text : text.toLowerCase(Locale.ROOT);
    }

    /**
     * {@return whether {@code fold(text)} equals {@code folded}; ASCII text is compared without making its folding}
     *
     * @param text any
     * @param folded a folding
     */
    public static boolean foldsTo(String text, String folded) {
        int length = text.length();
        boolean same = length == folded.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return foldUnicode(text).equals(folded);
            }
            same = same && (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) == folded.charAt(i);
        }
        return same;
    }

    private static String foldUnicode(String text) {
        String compatible = Normalizer.normalize(streamSafe(text), Normalizer.Form.NFKC);
        // Lower case first, because a capital sharp s has no other way to "ss".
        String folded = compatible.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        // A final sigma is written differently for its place only; without this a prefix would fold unlike its whole.
        return Normalizer.normalize(folded.replace('\u03c2', '\u03c3'), Normalizer.Form.NFC);
    }

    /** The text with its runs of combining marks broken up; the text itself when none is too long. */
    static String streamSafe(String text) {
        StringBuilder safe = new StringBuilder();
        int copied = 0;
        int marks = 0;
        int next;
        for (int i = 0; i < text.length(); i = next) {
            int letter = text.codePointAt(i);
            next = i + Character.charCount(letter);
            marks = isMark(letter) ? marks + 1 : 0;
            if (marks > MOST_MARKS) {
                safe.append(text, copied, i).append(GRAPHEME_JOINER);
                copied = i;
                marks = 1;
            }
        }
        return copied == 0 ? text : safe.append(text, copied, text.length()).toString();
    }

    private static boolean isMark(int letter) {
        return letter != GRAPHEME_JOINER && switch (Character.getType(letter)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    /**
     * {@return the order by code points, as {@code COLLATE "C"} and SQLite's BINARY order UTF-8} {@link
     * String#compareTo} differs.
     *
     * @param a one text
     * @param b another text
     */
    public static int compareCodePoints(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean surrogateX = Character.isSurrogate(x);
                boolean surrogateY = Character.isSurrogate(y);
                return surrogateX == surrogateY ? Character.compare(x, y) : surrogateX ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
