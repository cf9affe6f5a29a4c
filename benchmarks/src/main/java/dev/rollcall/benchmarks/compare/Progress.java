package dev.rollcall.benchmarks.compare;

import java.util.Locale;

/** Says on standard error what is being done; the report alone goes to standard output. */
final class Progress {
    private Progress() {}

    static void say(String format, Object... arguments) {
        System.err.println(String.format(Locale.ROOT, format, arguments));
    }
}
