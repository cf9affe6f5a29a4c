package dev.rollcall.mapping.expression;

import java.util.ArrayList;
import java.util.List;

/**
 * The functions of expressions that make text longer than they got it, each with a bound: without one, a few nested calls make
 * gigabytes of a few characters. Lengths are in characters.
 */
final class LimitedText {
    private LimitedText() {}

    static String concat(String one, String other, int limit) {
        requireShort((long) one.length() + other.length(), limit);
        return one + other;
    }

    /** So many occurrences of a text replaced, all of them when that is below zero. An empty text occurs nowhere. */
    static String replace(String text, String search, String by, long times, int limit) {
        StringBuilder replaced = new StringBuilder();
        int from = 0;
        long left = times < 0 ? Long.MAX_VALUE : times;
        int found = search.isEmpty() ? -1 : text.indexOf(search);
        while (found >= 0 && left > 0) {
            replaced.append(text, from, found).append(by);
            requireShort(replaced.length(), limit);
            from = found + search.length();
            left--;
            found = text.indexOf(search, from);
        }
        replaced.append(text, from, text.length());
        requireShort(replaced.length(), limit);
        return replaced.toString();
    }

    static String join(List<?> texts, String separator, int limit) {
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            if (!(texts.get(i) instanceof String text)) {
                throw new RowExpressionException(
                        "It joins a list that holds more than texts; make texts of the elements first.");
            }
            joined.append(i == 0 ? "" : separator).append(text);
            requireShort(joined.length(), limit);
        }
        return joined.toString();
    }

    static List<String> split(String text, String separator, long parts) {
        List<String> split = new ArrayList<>();
        if (parts == 0) {
            return split;
        }
        int from = 0;
        while (parts < 0 || split.size() < parts - 1) {
            int found = separator.isEmpty() ? next(text, from) : text.indexOf(separator, from);
            if (found < 0) {
                break;
            }
            split.add(text.substring(from, found));
            from = found + separator.length();
        }
        if (!separator.isEmpty() || from < text.length()) {
            split.add(text.substring(from));
        }
        return split;
    }

    /** Where the character after that one begins; below zero when it is the last. */
    private static int next(String text, int from) {
        if (from >= text.length()) {
            return -1;
        }
        int next = from + Character.charCount(text.codePointAt(from));
        return next < text.length() ? next : -1;
    }

    private static void requireShort(long length, int limit) {
        if (length > limit) {
            throw new RowExpressionException(
                    "It makes a text of more than " + limit + " characters on the way; make it shorter.");
        }
    }
}
