package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Begins anew. */
@Command(name = "restart",
        description = "Clears the watermark, what waits to be retried and a quarantine, so that the next cycle is an initial one.",
        footer = {"", "Example:", "  rollcall entra restart --full"})
final class EntraRestart extends JobCommand {
    @Option(names = "--full", description = "Also forget which object is whose, so that all are matched again.")
    private boolean full;

    EntraRestart(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        job().restart(full);
        terminal().out()
                .println("The next cycle is an initial one" + (full ? " that matches all objects again." : "."));
        return ExitCode.DONE;
    }
}
