package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Printable;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.TextTable;
import dev.rollcall.app.terminal.Times;
import dev.rollcall.app.terminal.WideOption;
import dev.rollcall.entra.job.JobPhase;
import dev.rollcall.entra.job.JobStatus;
import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how the job stands. */
@Command(name = "status",
        description = "Shows how the job stands: its phase, its last cycles, what waits to be retried.",
        footer = {"", "Example:", "  rollcall entra status --json"})
final class EntraStatus extends JobCommand {
    @Mixin
    private WideOption wide = new WideOption();

    @Option(names = "--json", description = "Print JSON on one line instead of text.")
    private boolean json;

    EntraStatus(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        JobStatus status = job().status();
        if (json) {
            terminal().out().println(JobJson.line(status));
        } else {
            print(status, terminal().out());
        }
        return ExitCode.DONE;
    }

    private void print(JobStatus status, PrintStream out) {
        out.println("job              " + status.jobId());
        out.println("phase            " + CycleText.word(status.phase()));
        out.println("users, groups    %,d, %,d linked".formatted(status.linkedUsers(), status.linkedGroups()));
        out.println("to be retried    %,d".formatted(status.escrows()));
        out.println("deletions wait   %,d".formatted(status.stagedDeletions()));
        status.running()
                .ifPresent(cycle -> out.println("%-16s began %s %s".formatted(
                        CycleText.word(cycle.kind()) + " cycle",
                        Times.text(cycle.started()),
                        status.phase() == JobPhase.RUNNING
                                ? "and runs"
                                : "and was stopped before its end; \"rollcall entra run" + here() + "\" goes on")));
        status.watermark().ifPresent(time -> out.println("watermark        " + Times.text(time)));
        status.nextRun().ifPresent(time -> out.println("next cycle       " + Times.text(time)));
        status.quarantine()
                .ifPresent(quarantine -> out.println("quarantine       since " + Times.text(quarantine.since()) + ": "
                        + Printable.lines(quarantine.message())));
        if (!status.lastCycles().isEmpty()) {
            TextTable table = new TextTable("LAST CYCLES", "STARTED", "WHAT HAPPENED");
            status.lastCycles()
                    .forEach(cycle -> table.row(CycleText.word(cycle.kind()), wide.past(cycle.started(), terminal()),
                            CycleText.counts(cycle.counts())));
            out.println();
            table.lines(wide.columns(terminal())).forEach(out::println);
        }
    }
}
