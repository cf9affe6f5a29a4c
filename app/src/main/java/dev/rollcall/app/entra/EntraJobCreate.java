package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.entra.job.JobFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a job in the place of one that was deleted. */
@Command(name = "create",
        description = "Makes a job of a template in the place of the one that was deleted: with its endpoint and settings, and "
                + "with the template's mappings.",
        footer = {"", "Example:", "  rollcall entra job create scim"})
final class EntraJobCreate extends JobCommand {
    @Parameters(index = "0", paramLabel = "<template>",
            description = "scim, the service as it is; or customappsso, as it was in 2018.")
    private String template = "";

    EntraJobCreate(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        JobFolder job = jobOrDeleted();
        job.create(template(template));
        terminal().out().println("Made the job " + job.status().jobId() + ".");
        terminal().out()
                .println("Put its mappings back with \"rollcall entra schema put <file>" + here()
                        + "\", check it with \"rollcall entra test-connection" + here()
                        + "\", then start it with \"rollcall entra job start" + here() + "\".");
        return ExitCode.DONE;
    }
}
