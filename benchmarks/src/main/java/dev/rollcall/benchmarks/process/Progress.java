package dev.rollcall.benchmarks.process;

import java.util.Locale;

/** Says on standard error what is being done; the report alone goes to standard output. */
public final class Progress {
    private Progress() {}

    public static void say(String format, Object... arguments) {
        System.err.println(String.format(Locale.ROOT, format, arguments));
    }
}
