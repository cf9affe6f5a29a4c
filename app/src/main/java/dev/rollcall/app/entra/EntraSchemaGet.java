package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import picocli.CommandLine.Command;

/** Prints the job's schema. */
@Command(name = "get",
        description = "Prints the job's schema as JSON. One that was put in comes back as it came, but for what was changed here.",
        footer = {"", "Example:", "  rollcall entra schema get > schema-backup.json"})
final class EntraSchemaGet extends JobCommand {
    EntraSchemaGet(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        terminal().out().println(job().schema().toPrettyString());
        return ExitCode.DONE;
    }
}
