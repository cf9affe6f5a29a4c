package dev.rollcall.app.terminal;

import java.util.regex.Pattern;

/** A word as a person can paste it into a POSIX shell, whatever characters it has. */
public final class ShellWord {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./:@%+,=-]+");

    private ShellWord() {}

    /** The word, in quotation marks when a shell would not take it as it is. */
    public static String of(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
