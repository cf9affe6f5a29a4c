package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
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
        description = "Makes an exported job this folder's own. It is a new job, whose first cycle matches all objects again.")
final class EntraImport extends JobCommand {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Parameters(index = "0", paramLabel = "<file>", description = "What \"rollcall entra export\" printed.")
    private Path file = Path.of("");

    EntraImport(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        job().importJob(read());
        terminal().out().println("The job is this folder's now; its first cycle is an initial one.");
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
