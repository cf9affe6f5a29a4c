package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.entra.job.JobFolder;
import dev.rollcall.entra.job.JobStatus;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Deletes the job. */
@Command(name = "delete",
        description = "Deletes the job with its mappings, its links and its watermark; the directory's files stay, and nothing is "
                + "deleted in the application. It asks before, and in a script it needs --yes.",
        footer = {"", "Example, which keeps the mappings:", "  rollcall entra schema get > schema-backup.json",
            "  rollcall entra job delete --yes"})
final class EntraJobDelete extends JobCommand {
    @Option(names = "--yes", description = "Delete it without asking.")
    private boolean yes;

    EntraJobDelete(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        JobFolder job = job();
        JobStatus status = job.status();
        String what = "the job %s with the links of %,d users and %,d groups".formatted(
                status.jobId(), status.linkedUsers(), status.linkedGroups());
        if (!yes && !agreed(what)) {
            terminal().err().println("rollcall: Nothing was deleted.");
            return ExitCode.FAILED;
        }
        Path kept = job.delete();
        terminal().out().println("Deleted " + what + ". Its files are kept in " + kept + ".");
        terminal().out().println("Make another one with \"rollcall entra job create scim" + here() + "\".");
        return ExitCode.DONE;
    }

    private boolean agreed(String what) {
        if (!terminal().isInteractive()) {
            throw new ParameterException(spec().commandLine(), "This would delete %s: add --yes.".formatted(what));
        }
        return terminal().screen()
                .ask("This deletes %s.%nType delete to go on:".formatted(what))
                .filter("delete"::equals)
                .isPresent();
    }
}
