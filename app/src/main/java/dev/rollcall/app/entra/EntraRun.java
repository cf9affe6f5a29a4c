package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Printable;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.entra.cycle.CycleChoice;
import dev.rollcall.entra.cycle.CycleReport;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.job.JobFolder;
import dev.rollcall.entra.source.SourceException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Runs cycles. */
@Command(name = "run",
        description = "Runs one cycle: an initial one the first time and after a change of the mapping or the scope, an "
                + "incremental one otherwise. Exit code 0 only when nothing failed.")
final class EntraRun extends EndpointCommand {
    @Option(names = "--cycle", paramLabel = "<kind>", defaultValue = "automatic",
            description = "initial, incremental or automatic (${DEFAULT-VALUE}).")
    private String cycle = "automatic";

    @Option(names = "--watch", description = "Goes on with cycles at the job's interval until it is stopped.")
    private boolean watch;

    @Option(names = "--interval", paramLabel = "<seconds>",
            description = "With --watch, seconds from the start of one cycle to the next instead of the job's interval.")
    private @Nullable Integer interval;

    @Option(names = "--json", description = "Print JSON on one line a cycle instead of text.")
    private boolean json;

    EntraRun(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        CycleChoice choice = choice();
        if (interval != null && !watch) {
            throw new ParameterException(spec().commandLine(), "--interval needs --watch.");
        }
        if (interval != null && interval < 1) {
            throw new ParameterException(spec().commandLine(), "--interval must be at least 1 second.");
        }
        JobFolder job = job();
        try (RunStop _ = RunStop.ofThisThread(terminal())) {
            if (!watch) {
                return run(job, choice).isClean() ? ExitCode.DONE : ExitCode.FAILED;
            }
            watch(job, choice);
            return ExitCode.DONE;
        }
    }

    /** Runs cycles until the process ends, or the thread is interrupted. */
    private void watch(JobFolder job, CycleChoice first) {
        Duration pause = Optional.ofNullable(interval).map(Duration::ofSeconds).orElseGet(() -> job.job().interval());
        CycleChoice next = first;
        while (!Thread.currentThread().isInterrupted()) {
            Instant begin = terminal().clock().instant();
            attempt(job, next);
            next = CycleChoice.AUTOMATIC;
            Duration rest = pause.minus(Duration.between(begin, terminal().clock().instant()));
            try {
                Thread.sleep(rest.isPositive() ? rest : Duration.ZERO);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Somebody may be in the middle of editing a file: what is wrong is told, and the next cycle looks again. */
    private void attempt(JobFolder job, CycleChoice choice) {
        try {
            run(job, choice);
        } catch (JobException | SourceException e) {
            terminal().err().println("rollcall: " + e.getMessage());
        }
    }

    private CycleReport run(JobFolder job, CycleChoice choice) {
        try (ProgressLine progress = new ProgressLine(terminal())) {
            CycleReport report = job.run(choice, progress);
            progress.close();
            if (json) {
                terminal().out().println(JobJson.line(report));
            } else {
                CycleText.lines(report, here())
                        .stream()
                        .map(Printable::lines)
                        .forEach(terminal().out()::println);
            }
            return report;
        }
    }

    private CycleChoice choice() {
        return Arrays.stream(CycleChoice.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(cycle))
                .findFirst()
                .orElseThrow(() -> new ParameterException(spec().commandLine(),
                        "There is no cycle \"" + cycle + "\": use initial, incremental or automatic."));
    }
}
