package dev.rollcall.app.terminal;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What surrounds a command: where it prints, the environment variables, the working directory, the clock, and the person
 * before it.
 *
 * @param out what was asked for, and nothing else
 * @param err notices, logs and errors
 * @param folder relative paths start here
 */
public record Terminal(PrintStream out, PrintStream err, Map<String, String> environment, Path folder, Clock clock,
        Screen screen) {

    public Terminal {
        environment = Map.copyOf(environment);
    }

    /** One that nobody sits before. */
    public Terminal(PrintStream out, PrintStream err, Map<String, String> environment, Path folder, Clock clock) {
        this(out, err, environment, folder, clock, Screen.NONE);
    }

    /** Whether a person watches, so that a line may be drawn again and again. */
    public boolean isInteractive() {
        return screen.columns().isPresent();
    }

    /** The terminal of this process; prints UTF-8. */
    public static Terminal ofProcess() {
        return new Terminal(
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                System.getenv(),
                Path.of(""),
                Clock.systemUTC(),
                Screen.ofProcess(System.getenv()));
    }
}
