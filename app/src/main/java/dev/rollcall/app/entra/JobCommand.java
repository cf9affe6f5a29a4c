package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.ShellWord;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.definition.JobFile;
import dev.rollcall.entra.job.JobEnvironment;
import dev.rollcall.entra.job.JobFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command about the job of a folder. */
abstract class JobCommand implements Callable<Integer> {
    /** Where a job is made and looked for when nothing is said. */
    static final Path DEFAULT_FOLDER = Path.of("entra-job");

    private static final String FOLDER_VARIABLE = "ROLLCALL_ENTRA_FOLDER";

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--folder", paramLabel = "<folder>",
            description = "The job's folder; without it, the environment variable " + FOLDER_VARIABLE
                    + ", the working directory if it has a job file, or ./entra-job.")
    private @Nullable Path folder;

    JobCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    final Terminal terminal() {
        return terminal;
    }

    final CommandSpec spec() {
        return spec;
    }

    /**
     * The job of the folder, which must have one.
     *
     * @throws JobException when there is none
     */
    final JobFolder job() {
        if (!Files.exists(folder().resolve(JobFile.NAME))) {
            throw new JobException(
                    Problem.NOT_FOUND,
                    "There is no job in %s: make one with \"rollcall entra init\", or name its folder with --folder."
                            .formatted(folder().toAbsolutePath().normalize()));
        }
        return new JobFolder(folder(), environment());
    }

    /** The world around the job. */
    JobEnvironment environment() {
        return JobFolders.environment(terminal);
    }

    /** What another command must be given to find the same job, with a blank before it. */
    final String here() {
        return Optional.ofNullable(folder).map(named -> " --folder " + ShellWord.of(named.toString())).orElse("");
    }

    final Path folder() {
        return terminal.folder()
                .resolve(named().orElseGet(
                        () -> Files.exists(terminal.folder().resolve(JobFile.NAME)) ? Path.of("") : DEFAULT_FOLDER));
    }

    private Optional<Path> named() {
        return Optional.ofNullable(folder)
                .or(() -> Optional.ofNullable(terminal.environment().get(FOLDER_VARIABLE)).map(Path::of));
    }
}
