package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.ShellWord;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.definition.JobTemplate;
import dev.rollcall.entra.job.JobEnvironment;
import dev.rollcall.entra.job.JobFolder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command about the job of a folder. */
abstract class JobCommand implements Callable<Integer> {
    /** Where a job is made and looked for when nothing is said. */
    static final Path DEFAULT_FOLDER = Path.of("entra-job");

    private static final String FOLDER_VARIABLE = "ROLLCALL_ENTRA_FOLDER";

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--folder", order = 90, paramLabel = "<folder>",
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
        JobFolder job = jobOrDeleted();
        if (!job.exists()) {
            throw new JobException(
                    Problem.NOT_FOUND,
                    "The job in %s was deleted: make one with \"rollcall entra job create scim%s\"."
                            .formatted(folder().toAbsolutePath().normalize(), here()));
        }
        return job;
    }

    /**
     * The job of the folder, which has one or had one.
     *
     * @throws JobException when there never was one
     */
    final JobFolder jobOrDeleted() {
        JobFolder job = new JobFolder(folder(), environment());
        if (!job.exists() && !job.isDeleted()) {
            throw new JobException(
                    Problem.NOT_FOUND,
                    "There is no job in %s: make one with \"rollcall entra init\", or name its folder with --folder."
                            .formatted(folder().toAbsolutePath().normalize()));
        }
        return job;
    }

    /**
     * The template of that name.
     *
     * @throws ParameterException when there is none
     */
    final JobTemplate template(String name) {
        return Arrays.stream(JobTemplate.values())
                .filter(known -> known.id().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "There is no template \"" + name + "\": use scim or customappsso."));
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
                .resolve(named().orElseGet(() -> isJobFolder(terminal.folder()) ? Path.of("") : DEFAULT_FOLDER));
    }

    private boolean isJobFolder(Path path) {
        JobFolder here = new JobFolder(path, JobFolders.environment(terminal));
        return here.exists() || here.isDeleted();
    }

    private Optional<Path> named() {
        return Optional.ofNullable(folder)
                .or(() -> Optional.ofNullable(terminal.environment().get(FOLDER_VARIABLE)).map(Path::of));
    }
}
