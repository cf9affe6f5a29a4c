package dev.rollcall.console.stream;

import java.util.regex.Pattern;

/** A word as it is typed at a shell. */
final class CommandWord {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=-]+");

    private CommandWord() {}

    static String of(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
