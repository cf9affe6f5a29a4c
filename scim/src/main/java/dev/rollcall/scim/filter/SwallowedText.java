package dev.rollcall.scim.filter;

import java.util.regex.Pattern;

/**
 * Tells a name with quotes in it ({@code Crew "A" Berlin}, {@code 12" pipe}) from a literal that has swallowed what was meant
 * to be the rest of the filter ({@code x" and title eqq "T}). Looked for as a name, the latter finds nobody, and the client
 * takes that for leave to create somebody once more.
 */
final class SwallowedText {
    /** What connects and compares, as a whole word in any case. */
    private static final Pattern KEYWORD = Pattern.compile(
            "(?<![\\p{L}\\p{N}])(?:and|or|not|eq|ne|co|sw|ew|gt|ge|lt|le|pr)(?![\\p{L}\\p{N}])",
            Pattern.CASE_INSENSITIVE);

    private SwallowedText() {}

    /**
     * Whether the literal seems to go on past its end: between two neighbouring quotes that enclose no word, there is a
     * keyword, or the second of them seems to open a value, having neither a letter nor a digit before it. Between two
     * quoted words may be plain ones ({@code "A" team "B"}).
     */
    static boolean in(String literal) {
        boolean closed = false;
        int quote = literal.indexOf('"');
        for (int next = after(literal, quote); next >= 0; next = after(literal, quote)) {
            boolean word = !closed && encloses(literal, quote, next);
            if (!word && goesOn(literal, quote, next, closed)) {
                return true;
            }
            closed = word;
            quote = next;
        }
        return false;
    }

    private static boolean goesOn(String literal, int quote, int next, boolean closed) {
        if (KEYWORD.matcher(literal).region(quote + 1, next).find()) {
            return true;
        }
        int end = after(literal, next);
        boolean betweenWords = closed && end >= 0 && encloses(literal, next, end);
        return !betweenWords && !Character.isLetterOrDigit(literal.codePointBefore(next));
    }

    /** Whether these neighbouring quotes enclose a quoted word: outside of it, no letter or digit touches them. */
    private static boolean encloses(String literal, int open, int close) {
        return close > open + 1
                && (open == 0 || !Character.isLetterOrDigit(literal.codePointBefore(open)))
                && !isBlank(literal.charAt(open + 1))
                && !isBlank(literal.charAt(close - 1))
                && (close + 1 == literal.length() || !Character.isLetterOrDigit(literal.codePointAt(close + 1)));
    }

    private static int after(String literal, int quote) {
        return quote < 0 ? quote : literal.indexOf('"', quote + 1);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
