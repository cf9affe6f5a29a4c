package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.job.JobFolder;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Asks, once for each job, whether users may be deleted instead of disabled. */
final class DeletionQuestion {
    private static final String FLAG = "--confirm-deletion";
    private static final String WORD = "delete";

    @Option(names = FLAG,
            description = "Agree, once for this job, that users are deleted instead of disabled, because the mapping has no "
                    + "row for active.")
    private boolean confirmed;

    /**
     * Does the work; if that needs an agreement, asks for it and does it again.
     *
     * @throws JobException when nobody is there to be asked and the flag is not given, or the answer is another one
     */
    <T> T asked(JobFolder job, Terminal terminal, Supplier<T> work) {
        try {
            return work.get();
        } catch (JobException e) {
            if (e.problem() != Problem.UNCONFIRMED) {
                throw e;
            }
            if (!confirmed && !terminal.isInteractive()) {
                throw new JobException(Problem.REQUEST, told(e), e);
            }
            if (!confirmed && !agreed(terminal, e)) {
                throw new JobException(Problem.UNCONFIRMED, "Nothing was done.", e);
            }
            job.confirmDeletion();
            return work.get();
        }
    }

    /** Asks before work that goes on and on. */
    void required(JobFolder job, Terminal terminal) {
        asked(job, terminal, () -> {
            job.requireConfirmation();
            return job;
        });
    }

    private static boolean agreed(Terminal terminal, JobException asked) {
        return terminal.screen()
                .ask(asked.getMessage() + System.lineSeparator() + "Type " + WORD + " to agree:")
                .filter(WORD::equals)
                .isPresent();
    }

    /** What is told where nobody can be asked. */
    static String told(JobException refusal) {
        return refusal.problem() == Problem.UNCONFIRMED
                ? refusal.getMessage() + " To agree, add " + FLAG + "."
                : String.valueOf(refusal.getMessage());
    }
}
