package dev.rollcall.entra.job;

import dev.rollcall.entra.definition.JobTemplate;
import dev.rollcall.entra.state.CycleSummary;
import dev.rollcall.entra.state.Quarantine;
import dev.rollcall.entra.state.RunningCycle;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a job stands.
 *
 * @param lastCycles the newest first
 * @param linkedUsers users that have an object in the target
 * @param linkedGroups groups that have one
 * @param escrows objects whose failed operation waits to be retried, references included
 * @param stagedDeletions deletions that wait to be allowed or rejected
 * @param running the cycle that began and did not end: it runs now, or was stopped, as the phase says
 * @param watermark the start of the last cycle that ended well
 * @param nextRun when the next cycle is due; empty when the job is disabled or was never run
 */
public record JobStatus(
        String jobId,
        JobTemplate template,
        JobPhase phase,
        List<CycleSummary> lastCycles,
        int linkedUsers,
        int linkedGroups,
        int escrows,
        int stagedDeletions,
        Optional<Quarantine> quarantine,
        Optional<RunningCycle> running,
        Optional<Instant> watermark,
        Optional<Instant> nextRun) {}
