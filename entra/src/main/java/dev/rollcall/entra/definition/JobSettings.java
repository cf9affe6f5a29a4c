package dev.rollcall.entra.definition;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * What a job may do, and how fast.
 *
 * @param deletionThreshold more deletions and disables than this in one cycle wait for a decision; empty never waits
 * @param skipOutOfScopeDeletions whether users that leave the scope are left alone
 * @param interval the time from the start of one cycle to the start of the next
 * @param parallelism how many requests are in flight at most
 */
public record JobSettings(
        JobScope scope,
        OptionalInt deletionThreshold,
        boolean skipOutOfScopeDeletions,
        Duration interval,
        int parallelism) {
    /** Entra's interval, which cannot be changed there. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(40);

    public static final int DEFAULT_PARALLELISM = 8;

    /** What a new job file has; a file without the key has none. */
    public static final int DEFAULT_DELETION_THRESHOLD = 500;

    /** Those of a new job file: who is assigned, 500 deletions at most. */
    public static final JobSettings NEW = new JobSettings(JobScope.ASSIGNED,
            OptionalInt.of(DEFAULT_DELETION_THRESHOLD), false, DEFAULT_INTERVAL, DEFAULT_PARALLELISM);

    /** The same for others to be provisioned. */
    public JobSettings withScope(JobScope other) {
        return new JobSettings(other, deletionThreshold, skipOutOfScopeDeletions, interval, parallelism);
    }

    /** The same with another threshold. */
    public JobSettings withDeletionThreshold(OptionalInt deletions) {
        return new JobSettings(scope, deletions, skipOutOfScopeDeletions, interval, parallelism);
    }

    /** The same, but users that leave the scope are left alone, or are not. */
    public JobSettings withSkipOutOfScopeDeletions(boolean skip) {
        return new JobSettings(scope, deletionThreshold, skip, interval, parallelism);
    }

    /** The same with another number of requests in flight. */
    public JobSettings withParallelism(int requests) {
        return new JobSettings(scope, deletionThreshold, skipOutOfScopeDeletions, interval, requests);
    }
}
