package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.check.CheckResult;
import java.util.function.Consumer;

/** The report comes at the end; until then a line shows where the checks are: one that changes, or one now and then. */
final class CheckProgress implements Consumer<CheckResult>, AutoCloseable {
    /** After so many checks a line tells of them when there is no terminal. */
    private static final int EVERY = 25;

    private final Terminal terminal;
    private int made;

    CheckProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void accept(CheckResult result) {
        made++;
        if (terminal.isInteractive()) {
            terminal.err().print("\r%-78s".formatted("%d checks made, %s".formatted(made, result.check().id())));
            terminal.err().flush();
        } else if (made % EVERY == 0) {
            terminal.err().println("rollcall: %d checks made, %s".formatted(made, result.check().id()));
            terminal.err().flush();
        }
    }

    /** Takes the line away that changes. */
    @Override
    public void close() {
        if (terminal.isInteractive()) {
            terminal.err().print("\r%-78s\r".formatted(""));
            terminal.err().flush();
        }
    }
}
