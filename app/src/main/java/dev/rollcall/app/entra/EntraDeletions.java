package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.entra.job.JobFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Decides about deletions that wait. */
@Command(name = "deletions",
        description = "Decides about the deletions that wait because there were more in one cycle than the job allows.",
        footer = {"", "Example:", "  rollcall entra deletions allow"})
final class EntraDeletions extends JobCommand {
    @Parameters(index = "0", paramLabel = "<decision>",
            description = "allow: they happen in the next cycle; reject: the objects are left as they are.")
    private String decision = "";

    EntraDeletions(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        JobFolder job = job();
        switch (decision) {
            case "allow" -> terminal().out()
                    .println(counted(job.allowDeletions(), "deletion") + " may happen in the next cycle.");
            case "reject" -> terminal().out().println(counted(job.rejectDeletions(), "deletion") + " will not happen.");
            default -> throw new ParameterException(
                    spec().commandLine(), "There is no decision \"" + decision + "\": use allow or reject.");
        }
        return ExitCode.DONE;
    }

    private static String counted(int number, String what) {
        return "%,d %s%s".formatted(number, what, number == 1 ? "" : "s");
    }
}
