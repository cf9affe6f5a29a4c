package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.Printable;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.entra.cycle.CycleChoice;
import dev.rollcall.entra.cycle.CycleReport;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.job.JobFolder;
import dev.rollcall.entra.source.SourceException;
import java.time.Duration;

/** Runs cycles of a job and tells what they did. */
final class CycleRunner {
    private final Terminal terminal;
    private final String here;
    private final boolean json;

    /**
     * A runner that tells it there.
     *
     * @param here what the commands that are proposed must be given to find the job, with a blank before it; may be empty
     * @param json whether a cycle is told as a line of JSON
     */
    CycleRunner(Terminal terminal, String here, boolean json) {
        this.terminal = terminal;
        this.here = here;
        this.json = json;
    }

    CycleReport run(JobFolder job, CycleChoice choice) {
        try (ProgressLine progress = new ProgressLine(terminal)) {
            CycleReport report = job.run(choice, progress);
            progress.close();
            if (json) {
                terminal.out().println(JobJson.line(report));
            } else {
                CycleText.lines(report, here)
                        .stream()
                        .map(Printable::lines)
                        .forEach(terminal.out()::println);
            }
            return report;
        }
    }

    /**
     * Runs cycles until the process ends, or the thread is interrupted.
     *
     * @param interval from the start of one cycle to the start of the next
     */
    void watch(JobFolder job, CycleChoice first, Duration interval) {
        CycleChoice next = first;
        while (!Thread.currentThread().isInterrupted()) {
            long begin = System.nanoTime();
            attempt(job, next);
            next = CycleChoice.AUTOMATIC;
            Duration rest = interval.minusNanos(System.nanoTime() - begin);
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
        } catch (JobException e) {
            terminal.err().println("rollcall: " + Printable.lines(DeletionQuestion.told(e)));
        } catch (SourceException e) {
            terminal.err().println("rollcall: " + Printable.lines(String.valueOf(e.getMessage())));
        }
    }
}
