package dev.rollcall.entra.log;

import java.time.Instant;
import java.util.List;

/**
 * One record of the provisioning log, with the fields of Microsoft Graph's {@code provisioningObjectSummary}; source:
 * entra.md §5.9. It never holds a token.
 *
 * @param changeId the same for all records of one object in one cycle
 */
public record ProvisioningRecord(
        String id,
        Instant activityDateTime,
        String tenantId,
        String jobId,
        String cycleId,
        String changeId,
        long durationInMilliseconds,
        ProvisioningAction provisioningAction,
        StatusInfo provisioningStatusInfo,
        List<ProvisioningStep> provisioningSteps,
        LoggedSystem sourceSystem,
        LoggedSystem targetSystem,
        LoggedIdentity sourceIdentity,
        LoggedIdentity targetIdentity,
        List<ModifiedProperty> modifiedProperties,
        LoggedSystem servicePrincipal,
        LoggedSystem initiatedBy) {
    public ProvisioningRecord {
        provisioningSteps = List.copyOf(provisioningSteps);
        modifiedProperties = List.copyOf(modifiedProperties);
    }

    public ProvisioningStatus status() {
        return provisioningStatusInfo.status();
    }
}
