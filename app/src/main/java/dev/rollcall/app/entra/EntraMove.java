package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.entra.definition.JobTemplate;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Moves the job between the states of the service. */
@Command(name = "move",
        description = "Moves the job to the current state of the service (scim) or back to that of 2018 (customappsso), with "
                + "its schema, as Microsoft describes it. The old job is kept in a file.")
final class EntraMove extends JobCommand {
    @Parameters(index = "0", paramLabel = "<template>", description = "scim or customappsso.")
    private String template = "";

    EntraMove(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        JobTemplate wanted = Arrays.stream(JobTemplate.values())
                .filter(known -> known.id().equals(template))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec().commandLine(),
                        "There is no template \"" + template + "\": use scim or customappsso."));
        Path kept = job().moveTo(wanted);
        terminal().out().println("The job is a " + wanted.id() + " job now; the old one is in " + kept + ".");
        return ExitCode.DONE;
    }
}
