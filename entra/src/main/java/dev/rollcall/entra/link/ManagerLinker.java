package dev.rollcall.entra.link;

import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.ProvisioningException;
import dev.rollcall.client.target.ProvisioningTarget;
import dev.rollcall.entra.log.ModifiedProperty;
import dev.rollcall.entra.state.Escrow;
import dev.rollcall.entra.state.ObjectState;
import dev.rollcall.entra.work.EscrowRules;
import dev.rollcall.entra.work.ObjectOutcome;
import dev.rollcall.entra.work.ObjectWork;
import dev.rollcall.entra.work.References;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Points users to their managers, after all users are in the target. A manager who should be there and is not is tried again
 * later; one who is out of scope is not linked until the user changes or the job is restarted. Source: entra.md §5.2.
 */
public final class ManagerLinker {
    private final ProvisioningTarget target;
    private final Referees referees;
    private final EscrowRules escrows;
    private final Clock clock;

    public ManagerLinker(ProvisioningTarget target, Referees referees, EscrowRules escrows, Clock clock) {
        this.target = target;
        this.referees = referees;
        this.escrows = escrows;
        this.clock = clock;
    }

    /** Whether there is anything to link for the user. */
    public boolean concerns(References references) {
        ObjectState current = referees.current(references.sourceId());
        return !references.wanted().isEmpty()
                || current.manager().isPresent()
                || current.referenceEscrow().isPresent();
    }

    /**
     * What became of it.
     *
     * @throws ProvisioningException when credentials or connection are broken
     */
    public ObjectOutcome link(References references) {
        ReferenceTrace trace = new ReferenceTrace(ObjectType.USER, references, escrows, clock);
        Optional<String> wanted = references.wanted().stream().findFirst();
        Optional<String> managerId = wanted.flatMap(referees::targetId);
        if (wanted.isPresent() && managerId.isEmpty()) {
            return unresolved(references, wanted.get(), trace);
        }
        ObjectState current = referees.current(references.sourceId());
        ObjectState next = current.withManager(wanted);
        // A manager whom the job never set is not the job's to remove.
        boolean foreign = wanted.isEmpty() && current.manager().isEmpty();
        if (foreign || references.seenManager().equals(managerId)) {
            return trace.unchanged(next);
        }
        List<ModifiedProperty> modified = List.of(new ModifiedProperty("manager", references.seenManager(), managerId));
        try {
            target.setManager(references.targetId(), references.seenManager(), managerId);
        } catch (ProvisioningException e) {
            if (ObjectWork.endsTheCycle(e)) {
                throw e;
            }
            return trace.failed(e, modified, current);
        }
        String words = managerId.map(id -> "The manager is " + id + " now.").orElse("The manager was removed.");
        return trace.linked(modified, words, next);
    }

    private ObjectOutcome unresolved(References references, String manager, ReferenceTrace trace) {
        ObjectState current = referees.current(references.sourceId());
        String who = "The manager '%s' of '%s'".formatted(referees.name(manager), references.displayName());
        if (!referees.isAwaited(manager)) {
            String reason = who + " is not in the scope of the job, so the manager was not set.";
            return trace.unresolved(reason, List.of(), current.withReferenceEscrow(Optional.empty()));
        }
        Escrow escrow = trace.escrow(
                current,
                ErrorCode.UNABLE_TO_RESOLVE_REFERENCE,
                who + " is not in the target yet, so the manager was not set.");
        return trace.unresolved(
                EscrowRules.message(escrow), List.of(), current.withReferenceEscrow(Optional.of(escrow)));
    }
}
