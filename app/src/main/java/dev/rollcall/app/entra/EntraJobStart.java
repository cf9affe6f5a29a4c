package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.entra.cycle.CycleChoice;
import dev.rollcall.entra.job.JobFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the job. */
@Command(name = "start",
        description = "Ends a quarantine, then runs cycles at the job's interval until it is stopped, as \"rollcall entra run "
                + "--watch\" does.",
        footer = {"", "Example:", "  rollcall entra job start"})
final class EntraJobStart extends EndpointCommand {
    @Option(names = "--json", description = "Print JSON on one line a cycle instead of text.")
    private boolean json;

    @Mixin
    private DeletionQuestion question = new DeletionQuestion();

    EntraJobStart(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        JobFolder job = job();
        try (RunStop _ = RunStop.ofThisThread(terminal(), "rollcall entra job start" + here())) {
            question.required(job, terminal());
            job.leaveQuarantine();
            new CycleRunner(terminal(), here(), json).watch(job, CycleChoice.AUTOMATIC, job.job().interval());
            return ExitCode.DONE;
        }
    }
}
