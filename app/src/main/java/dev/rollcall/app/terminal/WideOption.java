package dev.rollcall.app.terminal;

import java.time.Instant;
import picocli.CommandLine.Option;

/** The option {@code --wide}: a table for people fits their terminal, unless they ask for all of it. What is piped is whole. */
public final class WideOption {
    @Option(names = "--wide", order = 102,
            description = "Print tables in full, with exact times, though they are wider than the terminal.")
    private boolean wide;

    /** How many characters a line may have. */
    public int columns(Terminal terminal) {
        return wide ? Integer.MAX_VALUE : terminal.screen().columns().orElse(Integer.MAX_VALUE);
    }

    /** A time that is past. */
    public String past(Instant time, Terminal terminal) {
        return wide || !terminal.isInteractive() ? Times.text(time) : Times.ago(time, terminal.clock().instant());
    }
}
