package dev.rollcall.entra.job;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.entra.definition.ProvisioningJob;
import dev.rollcall.entra.state.JobState;
import dev.rollcall.entra.state.ObjectState;
import dev.rollcall.entra.state.Quarantine;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** Reads a job's status from its state. */
final class JobStatuses {
    private JobStatuses() {}

    /** @param runs whether a run has the folder now */
    static JobStatus of(ProvisioningJob job, JobState state, boolean runs) {
        Collection<ObjectState> objects = state.objects().values();
        return new JobStatus(
                state.jobId(),
                job.template(),
                phase(state, runs),
                state.lastCycles(),
                linked(objects, ObjectType.USER),
                linked(objects, ObjectType.GROUP),
                Math.toIntExact(objects.stream()
                        .filter(object -> object.escrow().isPresent() || object.referenceEscrow().isPresent())
                        .count()),
                state.stagedDeletions().size(),
                state.quarantine(),
                state.running(),
                state.watermark(),
                nextRun(job, state));
    }

    private static JobPhase phase(JobState state, boolean runs) {
        if (state.running().isPresent() && runs) {
            return JobPhase.RUNNING;
        }
        if (state.isDisabled()) {
            return JobPhase.DISABLED;
        }
        if (state.quarantine().isPresent()) {
            return JobPhase.QUARANTINED;
        }
        if (state.running().isPresent()) {
            return JobPhase.STOPPED;
        }
        return state.watermark().isPresent() ? JobPhase.ACTIVE : JobPhase.NOT_STARTED;
    }

    private static Optional<Instant> nextRun(ProvisioningJob job, JobState state) {
        if (state.isDisabled()) {
            return Optional.empty();
        }
        return state.quarantine()
                .map(Quarantine::nextAttempt)
                .or(() -> state.lastCycles()
                        .stream()
                        .findFirst()
                        .map(cycle -> cycle.started().plus(job.interval())));
    }

    private static int linked(Collection<ObjectState> objects, ObjectType type) {
        return Math.toIntExact(objects.stream()
                .filter(object -> object.type() == type && object.targetId().isPresent())
                .count());
    }
}
