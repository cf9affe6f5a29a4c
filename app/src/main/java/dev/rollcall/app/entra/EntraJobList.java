package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.TextTable;
import dev.rollcall.entra.job.JobFolder;
import dev.rollcall.entra.job.JobPhase;
import dev.rollcall.entra.job.JobStatus;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the folder's job. */
@Command(name = "list",
        description = "Lists the folder's job, if there is one, with the id that begins with its template.",
        footer = {"", "Example:", "  rollcall entra job list"})
final class EntraJobList extends JobCommand {
    @Option(names = "--json", description = "Print a JSON array on one line instead of text.")
    private boolean json;

    EntraJobList(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        JobFolder job = jobOrDeleted();
        if (!job.exists()) {
            if (json) {
                terminal().out().println("[]");
            } else {
                terminal().err()
                        .println("The job of this folder was deleted: make one with \"rollcall entra job create scim"
                                + here() + "\".");
            }
            return ExitCode.DONE;
        }
        if (job.status().phase() == JobPhase.NOT_STARTED) {
            // The id is made with the first cycle otherwise.
            job.keepId();
        }
        JobStatus status = job.status();
        if (json) {
            terminal().out().println(JobJson.line(List.of(status)));
        } else {
            TextTable table = new TextTable("ID", "TEMPLATE", "PHASE", "ENDPOINT");
            table.row(status.jobId(), status.template().id(), CycleText.word(status.phase()), job.job().shownUrl());
            table.lines().forEach(terminal().out()::println);
        }
        return ExitCode.DONE;
    }
}
