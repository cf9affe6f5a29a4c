package dev.rollcall.app.terminal;

import java.util.stream.Collectors;

/**
 * Text that others chose, such as names and answers, as it is printed: without control characters, which move the cursor of a
 * terminal and more, without line separators, and without what turns the direction of writing.
 */
public final class Printable {
    private static final String HARMFUL = "[\\p{Cc}\\p{Zl}\\p{Zp}\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]";

    private Printable() {}

    /** On one line. */
    public static String line(String text) {
        return text.replaceAll(HARMFUL, "\uFFFD");
    }

    /** On as many lines as it has. */
    public static String lines(String text) {
        return text.lines().map(Printable::line).collect(Collectors.joining("\n"));
    }
}
