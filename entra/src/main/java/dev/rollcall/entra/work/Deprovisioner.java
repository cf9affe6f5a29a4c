package dev.rollcall.entra.work;

import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.ProvisioningTarget;
import dev.rollcall.client.target.TargetResource;
import dev.rollcall.entra.definition.ProvisioningJob;
import dev.rollcall.entra.log.ModifiedProperty;
import dev.rollcall.entra.log.ProvisioningAction;
import dev.rollcall.entra.log.ProvisioningStatus;
import dev.rollcall.entra.log.StepType;
import dev.rollcall.entra.mapping.ObjectFlow;
import dev.rollcall.entra.state.Management;
import dev.rollcall.entra.state.ObjectState;
import dev.rollcall.entra.work.WorkItem.Deprovision;
import java.util.List;
import java.util.Optional;

/** Disables or deletes what should not be active in the target any more; source: entra.md §3.15. */
final class Deprovisioner {
    private final ProvisioningTarget target;
    private final ProvisioningJob job;

    Deprovisioner(ProvisioningTarget target, ProvisioningJob job) {
        this.target = target;
        this.job = job;
    }

    ObjectOutcome deprovision(Deprovision item, Trace trace) {
        ObjectFlow flow = item.flow(job);
        trace.attempt(flow == ObjectFlow.DELETE ? ProvisioningAction.DELETE : ProvisioningAction.DISABLE);
        trace.step(
                StepType.SCOPING,
                ProvisioningStatus.SUCCESS,
                "'%s' %s.".formatted(item.displayName(), item.why().words()));
        if (item.isLeftAlone(job)) {
            return leave(item, trace, "The job skips out-of-scope deletions, so '%s' was left as it is.");
        }
        if (!job.mapping(item.type()).flows().contains(flow)) {
            String action = flow == ObjectFlow.DELETE ? "Delete" : "Update";
            return leave(
                    item, trace, "The target object action " + action + " is switched off, so '%s' was left as it is.");
        }
        String id = item.state().targetId().orElseThrow();
        return flow == ObjectFlow.DELETE ? delete(item, id, trace) : disable(item, id, trace);
    }

    private ObjectOutcome delete(Deprovision item, String id, Trace trace) {
        target.delete(item.type(), id);
        trace.step(StepType.EXPORT, ProvisioningStatus.SUCCESS, "Deleted the target's object " + id + ".");
        return trace.ends(Effect.DELETED, afterDeletion(item), Optional.empty());
    }

    private ObjectOutcome disable(Deprovision item, String id, Trace trace) {
        Optional<TargetResource> seen = target.read(ObjectType.USER, id);
        if (seen.isEmpty()) {
            String reason = "The target no longer has the object of '%s', so there is nothing to disable."
                    .formatted(item.displayName());
            trace.step(StepType.MATCHING, ProvisioningStatus.SKIPPED, reason);
            return trace.ends(
                    Effect.SKIPPED, ErrorCode.ENTRY_SYNCHRONIZATION_SKIPPED, reason, afterDeletion(item));
        }
        Optional<ObjectState> next = Optional.of(after(item));
        if (SeenResource.isInactive(seen.get())) {
            trace.attempt(ProvisioningAction.OTHER);
            trace.step(StepType.PROCESSING, ProvisioningStatus.SKIPPED, "The target's object is disabled already.");
            return trace.ends(Effect.UNCHANGED, next, Optional.empty());
        }
        Optional<String> before = SeenResource.active(seen.get()).map(PropertyChanges::text);
        trace.modifies(List.of(new ModifiedProperty("active", before, Optional.of("False"))));
        target.disable(id, SeenResource.active(seen.get()));
        trace.step(StepType.EXPORT, ProvisioningStatus.SUCCESS, "Disabled the target's object " + id + ".");
        return trace.ends(Effect.DISABLED, next, Optional.empty());
    }

    private ObjectOutcome leave(Deprovision item, Trace trace, String words) {
        String reason = words.formatted(item.displayName());
        trace.step(StepType.PROCESSING, ProvisioningStatus.SKIPPED, reason);
        Optional<ObjectState> next = item.why() == Entitlement.GONE ? Optional.empty() : Optional.of(after(item));
        return trace.ends(Effect.SKIPPED, ErrorCode.ENTRY_SYNCHRONIZATION_SKIPPED, reason, next);
    }

    private static Optional<ObjectState> afterDeletion(Deprovision item) {
        boolean forgotten = item.why() == Entitlement.GONE || item.why().leavesScope();
        return forgotten
                ? Optional.empty()
                : Optional
                        .of(item.state().withoutLink().handled(item.displayName(), item.digest(), Management.UNLINKED));
    }

    private static ObjectState after(Deprovision item) {
        Management next = item.why().leavesScope() ? Management.UNMANAGED : Management.DISABLED;
        return item.state().handled(item.displayName(), item.digest(), next);
    }
}
