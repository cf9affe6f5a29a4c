package dev.rollcall.app;

import dev.rollcall.app.command.Program;
import dev.rollcall.app.terminal.Terminal;

/** Starts the program. */
public final class Main {
    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String... arguments) {
        System.exit(new Program(Terminal.ofProcess()).run(arguments));
    }
}
