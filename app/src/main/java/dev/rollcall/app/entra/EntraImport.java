package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.entra.definition.JobEndpoint;
import dev.rollcall.entra.definition.JobExport;
import dev.rollcall.entra.definition.TokenSource;
import dev.rollcall.entra.job.JobFolder;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Takes a job over. */
@Command(name = "import",
        description = "Makes an exported job this folder's own: a new job, whose first cycle matches all objects again. Of a "
                + "schema alone, as Microsoft Graph's GET …/schema answers it, the mappings are taken and the job stays. "
                + "What is replaced is kept.",
        footer = {"", "Example:", "  rollcall entra import job.json --folder other-job"})
final class EntraImport extends JobCommand {
    @Parameters(index = "0", paramLabel = "<file>",
            description = "What \"rollcall entra export\" printed, or a schema of Microsoft Graph.")
    private Path file = Path.of("");

    @Mixin
    private DeletionQuestion question = new DeletionQuestion();

    EntraImport(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        JobFolder job = job();
        JsonNode json = new ExportedFile(file, spec()).read(terminal());
        if (JobExport.isSchema(json)) {
            Path kept = question.asked(job, terminal(), () -> job.putSchema(json));
            terminal().out()
                    .println("The job has this schema now; its next cycle is an initial one if it changes anything.");
            terminal().out().println("What it replaced is in " + kept + ".");
        } else {
            Path kept = question.asked(job, terminal(), () -> job.importJob(json));
            terminal().out().println("The job is this folder's now; its first cycle is an initial one.");
            terminal().out().println(destination(job.job().endpoint()));
            terminal().out().println("What it replaced is in " + kept + ".");
        }
        return ExitCode.DONE;
    }

    /** An export of somebody else's says where a token of this machine would go. */
    private static String destination(JobEndpoint endpoint) {
        return "It provisions into " + endpoint.shownUrl() + switch (endpoint.token()) {
            case TokenSource.Variable(String name) -> ", with the token of the environment variable " + name + ".";
            case TokenSource.TokenFile(String name) -> ", with the token in the file " + name + ".";
            case TokenSource.None() -> ", without a token.";
        };
    }
}
