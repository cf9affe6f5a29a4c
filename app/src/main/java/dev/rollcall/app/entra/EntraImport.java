package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.entra.definition.JobExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes a job over. */
@Command(name = "import",
        description = "Makes an exported job this folder's own: a new job, whose first cycle matches all objects again. Of a "
                + "schema alone, as Microsoft Graph's GET …/schema answers it, the mappings are taken and the job stays. "
                + "What is replaced is kept.")
final class EntraImport extends JobCommand {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Parameters(index = "0", paramLabel = "<file>",
            description = "What \"rollcall entra export\" printed, or a schema of Microsoft Graph.")
    private Path file = Path.of("");

    EntraImport(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        JsonNode json = read();
        if (JobExport.isSchema(json)) {
            Path kept = job().putSchema(json);
            terminal().out()
                    .println("The job has this schema now; its next cycle is an initial one if it changes anything.");
            terminal().out().println("What it replaced is in " + kept + ".");
        } else {
            Path kept = job().importJob(json);
            terminal().out().println("The job is this folder's now; its first cycle is an initial one.");
            terminal().out().println("What it replaced is in " + kept + ".");
        }
        return ExitCode.DONE;
    }

    private JsonNode read() {
        try {
            return JSON.readTree(Files.readString(terminal().folder().resolve(file)));
        } catch (JacksonException e) {
            throw new ParameterException(
                    spec().commandLine(),
                    file + " is no JSON (" + e.getOriginalMessage() + "); use what export printed.", e);
        } catch (IOException e) {
            throw new ParameterException(spec().commandLine(), file + " cannot be read: " + e, e);
        }
    }
}
