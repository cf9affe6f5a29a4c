package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.entra.definition.JobTemplate;
import dev.rollcall.entra.job.JobFolder;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Moves the job between the states of the service. */
@Command(name = "move",
        description = "Moves the job to the current state of the service (scim) or back to that of 2018 (customappsso), with "
                + "its schema, as Microsoft describes it. The old job is kept in a file.",
        footer = {"", "Example:", "  rollcall entra move customappsso"})
final class EntraMove extends JobCommand {
    @Parameters(index = "0", paramLabel = "<template>", description = "scim or customappsso.")
    private String template = "";

    @Mixin
    private DeletionQuestion question = new DeletionQuestion();

    EntraMove(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        JobTemplate wanted = template(template);
        JobFolder job = job();
        Path kept = question.asked(job, terminal(), () -> job.moveTo(wanted));
        terminal().out().println("The job is a " + wanted.id() + " job now; the old one is in " + kept + ".");
        return ExitCode.DONE;
    }
}
