package dev.rollcall.entra.ondemand;

import dev.rollcall.entra.log.ModifiedProperty;
import dev.rollcall.entra.log.ProvisioningStatus;
import dev.rollcall.entra.work.Effect;
import java.util.List;
import java.util.Optional;

/**
 * What provisioning on demand did.
 *
 * @param cycleId under which the log has its records
 * @param status of the whole; a failure when a step failed, and when somebody who is not in the target may not be created
 */
public record OnDemandReport(
        String cycleId,
        String sourceId,
        String displayName,
        Effect effect,
        ProvisioningStatus status,
        List<OnDemandStep> steps,
        Optional<String> targetId,
        List<ModifiedProperty> modified) {
    public OnDemandReport {
        steps = List.copyOf(steps);
        modified = List.copyOf(modified);
    }
}
