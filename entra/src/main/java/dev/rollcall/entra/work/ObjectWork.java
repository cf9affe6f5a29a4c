package dev.rollcall.entra.work;

import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.target.ProvisioningException;
import dev.rollcall.client.target.TargetResource;
import dev.rollcall.entra.log.ProvisioningStatus;
import dev.rollcall.entra.log.StepType;
import dev.rollcall.entra.state.Escrow;
import dev.rollcall.entra.state.Management;
import dev.rollcall.entra.state.ObjectState;
import dev.rollcall.entra.work.WorkItem.Deprovision;
import dev.rollcall.entra.work.WorkItem.Ignore;
import dev.rollcall.entra.work.WorkItem.Provision;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Does the work on one object, its references left out, and turns its failure into an escrow. */
public final class ObjectWork {
    /** Failures that say that no other request will do better. */
    private static final Set<ErrorCode> CREDENTIALS = Set.of(
            ErrorCode.CREDENTIAL_VALIDATION_FAILURE,
            ErrorCode.CREDENTIAL_VALIDATION_UNAVAILABLE,
            ErrorCode.INVALID_CREDENTIALS,
            ErrorCode.UNAUTHORIZED);

    /** Unlike every digest, so that the next cycle looks at the object again. */
    private static final String PUT_OFF = "put off";

    private final ObjectProvisioner provisioner;
    private final Deprovisioner deprovisioner;
    private final EscrowRules escrows;
    private final Clock clock;
    /** How many blocked users may still be disabled that no plan knew of. */
    private final AtomicInteger unplanned;

    ObjectWork(
            ObjectProvisioner provisioner,
            Deprovisioner deprovisioner,
            EscrowRules escrows,
            Clock clock,
            int unplanned) {
        this.provisioner = provisioner;
        this.deprovisioner = deprovisioner;
        this.escrows = escrows;
        this.clock = clock;
        this.unplanned = new AtomicInteger(unplanned);
    }

    /**
     * The work of a cycle, or of one object on demand.
     *
     * @param matchesAgain whether an object whose cached id the target no longer has is matched afresh
     * @param unplanned how many blocked users that were never linked may be disabled; further ones are linked, and the next
     *        cycle, which knows of them, counts them for its threshold
     */
    public static ObjectWork of(WorkContext context, EscrowRules escrows, boolean matchesAgain, int unplanned) {
        return new ObjectWork(
                new ObjectProvisioner(
                        context.target(),
                        context.job(),
                        context.mappers(),
                        new LinkClaims(context.state()),
                        matchesAgain),
                new Deprovisioner(context.target(), context.job()),
                escrows,
                context.clock(),
                unplanned);
    }

    /** Whether the failure is one of credentials or connection, which ends a cycle. */
    public static boolean endsTheCycle(ProvisioningException failure) {
        return CREDENTIALS.contains(failure.code());
    }

    /**
     * What became of the object.
     *
     * @throws ProvisioningException when credentials or connection are broken
     */
    public ObjectOutcome handle(WorkItem item) {
        Trace trace = new Trace(item, clock);
        try {
            return switch (item) {
                case Provision provision -> provisioner.provision(provision, trace);
                case Deprovision deprovision -> deprovisioner.deprovision(deprovision, trace);
                case Ignore ignore -> ignore(ignore, trace);
            };
        } catch (ProvisioningException e) {
            if (endsTheCycle(e)) {
                throw e;
            }
            return failed(item, trace, e);
        }
    }

    /**
     * A user who is blocked and was never linked may be in the target all the same, made there by hand or by another job: it is
     * looked for and disabled. Who would have to be deleted is not, because nothing says that the object is this job's.
     */
    private ObjectOutcome ignore(Ignore item, Trace trace) {
        if (item.why() == Entitlement.DISABLED) {
            Optional<TargetResource> found = provisioner.find(item, trace);
            if (found.isPresent()) {
                boolean disabled = SeenResource.isInactive(found.get()) || unplanned.getAndDecrement() > 0;
                return disabled ? disable(item, found.get().id(), trace) : putOff(item, found.get().id(), trace);
            }
        }
        String reason = "'%s' %s and has nothing in the target, so it was skipped (NotEffectivelyEntitled)."
                .formatted(item.displayName(), item.why().words());
        trace.step(StepType.SCOPING, ProvisioningStatus.SKIPPED, reason);
        ObjectState next = ObjectState.unlinked(item.type(), item.displayName(), item.digest());
        return trace.ends(Effect.SKIPPED, ErrorCode.ENTRY_SYNCHRONIZATION_SKIPPED, reason, Optional.of(next));
    }

    private ObjectOutcome disable(Ignore item, String id, Trace trace) {
        ObjectState linked = ObjectState.unlinked(item.type(), item.displayName(), item.digest()).linkedTo(id);
        return deprovisioner.deprovision(new Deprovision(item.id(), linked, item.digest(), item.why()), trace);
    }

    private static ObjectOutcome putOff(Ignore item, String id, Trace trace) {
        String reason = "'%s' %s and was found in the target. With it there would be more deletions and disables than the accidental deletion threshold, so the next cycle decides."
                .formatted(item.displayName(), item.why().words());
        trace.step(StepType.PROCESSING, ProvisioningStatus.SKIPPED, reason);
        ObjectState linked = ObjectState.unlinked(item.type(), item.displayName(), PUT_OFF)
                .linkedTo(id)
                .handled(item.displayName(), PUT_OFF, Management.PROVISIONED);
        return trace.ends(Effect.SKIPPED, ErrorCode.ENTRY_SYNCHRONIZATION_SKIPPED, reason, Optional.of(linked));
    }

    private ObjectOutcome failed(WorkItem item, Trace trace, ProvisioningException failure) {
        Optional<Escrow> previous = item.known().flatMap(ObjectState::escrow);
        Escrow escrow = escrows.next(previous, trace.now(), failure.code(), String.valueOf(failure.getMessage()));
        String digest = digest(item);
        ObjectState base = item.known()
                .orElseGet(() -> ObjectState.unlinked(item.type(), item.displayName(), digest));
        // What was found or made before the failure stays known, so that it is never made twice.
        ObjectState linked = trace.targetId()
                .filter(id -> !base.targetId().equals(Optional.of(id)))
                .map(id -> base.linkedTo(id).handled(item.displayName(), digest, Management.PROVISIONED))
                .orElse(base);
        trace.step(StepType.EXPORT, ProvisioningStatus.FAILURE, escrow.message());
        return trace.ends(
                Effect.FAILED, failure.code(), EscrowRules.message(escrow), Optional.of(linked.failed(digest, escrow)));
    }

    private static String digest(WorkItem item) {
        return switch (item) {
            case Provision provision -> provision.digest();
            case Deprovision deprovision -> deprovision.digest();
            case Ignore ignore -> ignore.digest();
        };
    }
}
