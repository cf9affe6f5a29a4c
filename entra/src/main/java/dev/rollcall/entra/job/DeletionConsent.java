package dev.rollcall.entra.job;

import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.definition.ProvisioningJob;
import dev.rollcall.entra.state.JobState;

/** Whether somebody agreed that a job deletes users instead of disabling them; asked for once, until the row for active is back. */
final class DeletionConsent {
    private DeletionConsent() {}

    /** @throws JobException when the definition needs it and the state does not have it */
    static void require(ProvisioningJob job, JobState state) {
        if (!job.deletesInsteadOfDisabling()) {
            state.confirmDeletion(false);
        } else if (!state.isDeletionConfirmed()) {
            throw new JobException(
                    Problem.UNCONFIRMED,
                    "The mapping of users has no row for active, so users who should not be active any more would be deleted"
                            + " in the application instead of disabled. Give it the row back, take delete out of the"
                            + " actions of users, or agree once for this job.");
        }
    }
}
