package dev.rollcall.entra.cycle;

import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.definition.ProvisioningJob;
import dev.rollcall.entra.state.CycleKind;
import dev.rollcall.entra.state.JobState;
import dev.rollcall.entra.state.Quarantine;
import dev.rollcall.entra.state.QuarantineReason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Which cycle is run next, and whether one may be run at all.
 *
 * @param why as a sentence
 */
public record CycleDecision(CycleKind kind, String why) {
    /**
     * Decides.
     *
     * @throws JobException when the job is disabled, in quarantine, or has no watermark for an incremental cycle
     */
    public static CycleDecision of(CycleChoice choice, ProvisioningJob job, JobState state, Instant now) {
        requireRunnable(state, now);
        if (state.watermark().isEmpty()) {
            if (choice == CycleChoice.INCREMENTAL) {
                throw new JobException(
                        Problem.REQUEST,
                        "There is no watermark yet, so there is nothing to be incremental to. Run an initial cycle first.");
            }
            return new CycleDecision(CycleKind.INITIAL,
                    "It is the first since the start or the last restart, so all objects are looked at.");
        }
        if (!state.definition().equals(Optional.of(job.digest()))) {
            return new CycleDecision(
                    CycleKind.INITIAL,
                    "The mapping or the scope changed since the last cycle, so all objects are looked at.");
        }
        return choice == CycleChoice.INITIAL
                ? new CycleDecision(CycleKind.INITIAL, "An initial cycle was asked for.")
                : new CycleDecision(
                        CycleKind.INCREMENTAL,
                        "It looks at what changed since the watermark of %s."
                                .formatted(shown(state.watermark().orElseThrow())));
    }

    private static void requireRunnable(JobState state, Instant now) {
        if (state.isDisabled()) {
            throw new JobException(
                    Problem.DISABLED,
                    "The job was switched off after four weeks in quarantine. Mend what \"rollcall entra status\" shows, then run \"rollcall entra restart\".");
        }
        Optional<Quarantine> quarantine = state.quarantine().filter(entered -> now.isBefore(entered.nextAttempt()));
        if (quarantine.isPresent() && quarantine.get().reason() == QuarantineReason.TOO_MANY_DELETES) {
            throw new JobException(
                    Problem.QUARANTINED,
                    "The job is in quarantine since %s, because %d deletions and disables wait for a decision. Look at them with \"rollcall entra log --action stagedDelete\", then run \"rollcall entra deletions allow\" or \"… reject\"; or mend the source and run \"rollcall entra restart\"."
                            .formatted(shown(quarantine.get().since()), state.stagedDeletions().size()));
        }
        if (quarantine.isPresent()) {
            throw new JobException(
                    Problem.QUARANTINED,
                    "The job is in quarantine since %s (%s), and its next attempt is at %s. See why with \"rollcall entra status\", mend it, and run \"rollcall entra restart\" to try now."
                            .formatted(
                                    shown(quarantine.get().since()),
                                    quarantine.get().reason().code(),
                                    shown(quarantine.get().nextAttempt())));
        }
    }

    private static Instant shown(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
