package dev.rollcall.app;

import dev.rollcall.app.command.Program;
import dev.rollcall.app.terminal.Terminal;
import java.util.Locale;

/** Starts the program. */
public final class Main {
    /**
     * On how many threads of the system the virtual threads run, which serve requests. One that computes keeps its thread
     * until it waits or yields: with as many as processors, the default, the large requests that have their turns
     * ({@code limits.large-requests}) would stop all others. Many more are woken in vain.
     */
    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

    private static final int CARRIERS_PER_PROCESSOR = 4;

    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String... arguments) {
        // What is printed is read by scripts too, and is the same on every machine.
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        shareProcessors();
        System.exit(new Program(Terminal.ofProcess()).run(arguments));
    }

    /** Must come before the first virtual thread. An option of the JVM goes before it. */
    private static void shareProcessors() {
        int carriers = CARRIERS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
        System.getProperties().putIfAbsent(CARRIERS, Integer.toString(carriers));
    }
}
