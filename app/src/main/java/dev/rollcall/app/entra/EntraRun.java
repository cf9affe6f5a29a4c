package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.entra.cycle.CycleChoice;
import dev.rollcall.entra.job.JobFolder;
import dev.rollcall.setting.SettingForms;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Runs cycles. */
@Command(name = "run",
        description = "Runs one cycle: an initial one the first time and after a change of the mapping or the scope, an "
                + "incremental one otherwise. Exit code 0 only when nothing failed.",
        footer = {"", "Examples:", "  rollcall entra run", "  rollcall entra run --watch --interval 10m"})
final class EntraRun extends EndpointCommand {
    @Option(names = "--cycle", paramLabel = "<kind>", defaultValue = "automatic",
            description = "initial, incremental or automatic (${DEFAULT-VALUE}).")
    private String cycle = "automatic";

    @Option(names = "--watch", description = "Goes on with cycles at the job's interval until it is stopped.")
    private boolean watch;

    @Option(names = "--interval", paramLabel = "<duration>",
            description = "With --watch, the time from the start of one cycle to the next, such as 90s or 40m, instead of the "
                    + "job's interval.")
    private @Nullable String interval;

    @Option(names = "--json", description = "Print JSON on one line a cycle instead of text.")
    private boolean json;

    @Mixin
    private DeletionQuestion question = new DeletionQuestion();

    EntraRun(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        CycleChoice choice = choice();
        if (interval != null && !watch) {
            throw new ParameterException(spec().commandLine(), "--interval needs --watch.");
        }
        Optional<Duration> chosen = Optional.ofNullable(interval).map(this::interval);
        JobFolder job = job();
        CycleRunner runner = new CycleRunner(terminal(), here(), json);
        try (RunStop _ = RunStop.ofThisThread(terminal(), "rollcall entra run" + here())) {
            if (!watch) {
                return question.asked(job, terminal(), () -> runner.run(job, choice)).isClean()
                        ? ExitCode.DONE
                        : ExitCode.FAILED;
            }
            Duration pause = chosen.orElseGet(() -> job.job().interval());
            question.required(job, terminal());
            runner.watch(job, choice, pause);
            return ExitCode.DONE;
        }
    }

    private Duration interval(String text) {
        return SettingForms.duration(text)
                .filter(Duration::isPositive)
                .orElseThrow(() -> new ParameterException(spec().commandLine(), "The interval \"" + text
                        + "\" is not understood: write a duration of at least 1s, such as 90s or 40m."));
    }

    private CycleChoice choice() {
        return Arrays.stream(CycleChoice.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(cycle))
                .findFirst()
                .orElseThrow(() -> new ParameterException(spec().commandLine(),
                        "There is no cycle \"" + cycle + "\": use initial, incremental or automatic."));
    }
}
