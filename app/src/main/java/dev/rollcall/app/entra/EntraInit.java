package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.ShellWord;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.client.entra.EntraDialect;
import dev.rollcall.client.entra.TenantUrl;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a job. */
@Command(name = "init",
        description = "Makes a folder with a sample directory of 25 users with managers and 4 groups, and a job file.",
        footer = {"", "Example:",
            "  rollcall entra init --token TOKEN \\",
            "      --url \"https://scim.example.com/scim/v2?aadOptscim062020\""})
final class EntraInit implements Callable<Integer> {
    private static final String EXAMPLE = "https://scim.example.com/scim/v2";

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "<folder>", arity = "0..1", defaultValue = "entra-job",
            description = "The folder, which is made (${DEFAULT-VALUE}).")
    private Path folder = JobCommand.DEFAULT_FOLDER;

    @Option(names = "--url", paramLabel = "<url>",
            description = "The tenant URL: the SCIM endpoint, with a flag such as ?aadOptscim062020 to choose the dialect. It can "
                    + "be written into job.yaml later.")
    private @Nullable String url;

    @Option(names = "--token", paramLabel = "<token>",
            description = "The secret token; it goes into a file of the folder that only you can read. Without it, the job reads "
                    + "the environment variable ROLLCALL_SCIM_TOKEN.")
    private @Nullable String token;

    @Option(names = "--customappsso", description = "Make a job that behaves as the service did in 2018.")
    private boolean customappsso;

    EntraInit(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String endpoint = Optional.ofNullable(url).orElse(EXAMPLE);
        try {
            TenantUrl.parse(endpoint);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        EntraDialect dialect = customappsso ? EntraDialect.CUSTOMAPPSSO : EntraDialect.DEFAULT;
        JobFolders.create(terminal, terminal.folder().resolve(folder), endpoint, Optional.ofNullable(token), dialect);
        String here = folder.equals(JobCommand.DEFAULT_FOLDER) ? "" : " --folder " + ShellWord.of(folder.toString());
        terminal.out().println("A job with a directory of 25 users and 4 groups is in " + folder + ".");
        if (url == null) {
            terminal.out().println("Write the endpoint's URL into " + folder.resolve("job.yaml") + ".");
        }
        if (token == null) {
            terminal.out().println("Put the secret token into the environment variable ROLLCALL_SCIM_TOKEN.");
        }
        terminal.out().println("Then: rollcall entra test-connection" + here);
        terminal.out().println("      rollcall entra run" + here);
        return ExitCode.DONE;
    }
}
