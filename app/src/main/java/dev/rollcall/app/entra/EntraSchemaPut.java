package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.entra.definition.JobExport;
import dev.rollcall.entra.job.JobFolder;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Takes a schema over. */
@Command(name = "put",
        description = "Gives the job the mappings and scoping filters of a schema, of this job or of a real one in Entra. The job "
                + "stays; what is replaced is kept.",
        footer = {"", "Example:", "  rollcall entra schema put schema-backup.json"})
final class EntraSchemaPut extends JobCommand {
    @Parameters(index = "0", paramLabel = "<file>",
            description = "What \"rollcall entra schema get\" printed, or the answer of Microsoft Graph's GET …/schema.")
    private Path file = Path.of("");

    @Mixin
    private DeletionQuestion question = new DeletionQuestion();

    EntraSchemaPut(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        JobFolder job = job();
        JsonNode json = new ExportedFile(file, spec()).read(terminal());
        if (!JobExport.isSchema(json)) {
            throw new ParameterException(spec().commandLine(),
                    file + " is no schema; for a whole job that export printed, use \"rollcall entra import\".");
        }
        Path kept = question.asked(job, terminal(), () -> job.putSchema(json));
        terminal().out()
                .println("The job has this schema now; its next cycle is an initial one if it changes anything.");
        terminal().out().println("What it replaced is in " + kept + ".");
        return ExitCode.DONE;
    }
}
