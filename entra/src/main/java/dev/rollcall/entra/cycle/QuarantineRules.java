package dev.rollcall.entra.cycle;

import dev.rollcall.entra.state.CycleCounts;
import dev.rollcall.entra.state.Quarantine;
import dev.rollcall.entra.state.QuarantineReason;
import dev.rollcall.entra.work.JobRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a job enters quarantine, when it may try again, and when it is switched off. Source: entra.md §5.6. */
final class QuarantineRules {
    private final JobRules rules;

    QuarantineRules(JobRules rules) {
        this.rules = rules;
    }

    /** Why a cycle with these failures leads to quarantine; empty when it does not. */
    Optional<String> tooManyFailures(CycleCounts counts) {
        int all = counts.failed() + counts.referenceFailed() + counts.unresolved();
        if (counts.failed() >= rules.minFailures() && counts.failed() > rules.failureShare() * counts.attempts()) {
            return Optional.of("%d of %d operations failed, which is more than %.0f %%"
                    .formatted(counts.failed(), counts.attempts(), rules.failureShare() * 100));
        }
        if (counts.failed() > rules.maxFailures()) {
            return Optional.of("%d operations failed, which is more than %d"
                    .formatted(counts.failed(), rules.maxFailures()));
        }
        return all > rules.maxFailuresWithReferences()
                ? Optional.of("%d operations failed, those of references included, which is more than %d"
                        .formatted(all, rules.maxFailuresWithReferences()))
                : Optional.empty();
    }

    /** The quarantine after a cycle that led to it or did not end it. */
    Quarantine enter(Optional<Quarantine> previous, QuarantineReason reason, String message, Instant now) {
        Instant since = previous.map(Quarantine::since).orElse(now);
        int attempts = previous.map(quarantine -> quarantine.attempts() + 1).orElse(0);
        return new Quarantine(reason, message, since, nextAttempt(since, now), attempts);
    }

    /** Whether the job is switched off: it was in quarantine for the whole time, and its last attempt failed too. */
    boolean isOver(Quarantine quarantine, Instant now) {
        return !now.isBefore(quarantine.since().plus(rules.quarantineEnd()));
    }

    private Instant nextAttempt(Instant since, Instant now) {
        for (Duration retry : rules.quarantineRetries()) {
            if (since.plus(retry).isAfter(now)) {
                return since.plus(retry);
            }
        }
        Duration last = rules.quarantineRetries().getLast();
        long passed = Duration.between(since.plus(last), now).dividedBy(rules.quarantineInterval());
        return since.plus(last).plus(rules.quarantineInterval().multipliedBy(passed + 1));
    }
}
