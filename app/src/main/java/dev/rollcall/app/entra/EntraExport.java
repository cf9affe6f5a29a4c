package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import picocli.CommandLine.Command;

/** Prints the job. */
@Command(name = "export",
        description = "Prints the job with its schema as JSON, in the form of Microsoft Graph; without any secret.",
        footer = {"", "Example:", "  rollcall entra export > job.json"})
final class EntraExport extends JobCommand {
    EntraExport(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        terminal().out().println(job().export().toPrettyString());
        return ExitCode.DONE;
    }
}
