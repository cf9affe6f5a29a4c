package dev.rollcall.app;

import dev.rollcall.app.command.Program;
import dev.rollcall.app.terminal.Terminal;
import java.util.Locale;

/** Starts the program. */
public final class Main {
    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String... arguments) {
        // What is printed is read by scripts too, and is the same on every machine.
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        System.exit(new Program(Terminal.ofProcess()).run(arguments));
    }
}
