package dev.rollcall.console.frame;

import java.util.regex.Pattern;

/** A word as it is typed at a shell. */
public final class CommandWord {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=-]+");

    private CommandWord() {}

    /** The text, in quotation marks when a shell would not take it as it is. */
    public static String of(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
