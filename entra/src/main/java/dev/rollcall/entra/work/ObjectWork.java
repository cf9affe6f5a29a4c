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

/** Does the work on one object, its references left out, and turns its failure into an escrow. */
public final class ObjectWork {
    /** Failures that say that no other request will do better. */
    private static final Set<ErrorCode> CREDENTIALS = Set.of(
            ErrorCode.CREDENTIAL_VALIDATION_FAILURE,
            ErrorCode.CREDENTIAL_VALIDATION_UNAVAILABLE,
            ErrorCode.INVALID_CREDENTIALS,
            ErrorCode.UNAUTHORIZED);

    private final ObjectProvisioner provisioner;
    private final Deprovisioner deprovisioner;
    private final EscrowRules escrows;
    private final Clock clock;

    ObjectWork(ObjectProvisioner provisioner, Deprovisioner deprovisioner, EscrowRules escrows, Clock clock) {
        this.provisioner = provisioner;
        this.deprovisioner = deprovisioner;
        this.escrows = escrows;
        this.clock = clock;
    }

    public static ObjectWork of(WorkContext context, EscrowRules escrows, boolean matchesAgain) {
        return new ObjectWork(
                new ObjectProvisioner(
                        context.target(),
                        context.job(),
                        context.mappers(),
                        new LinkClaims(context.state()),
                        matchesAgain),
                new Deprovisioner(context.target(), context.job()),
                escrows,
                context.clock());
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
            Optional<String> found = provisioner.find(item, trace).map(TargetResource::id);
            if (found.isPresent()) {
                ObjectState linked = ObjectState.unlinked(item.type(), item.displayName(), item.digest())
                        .linkedTo(found.get());
                return deprovisioner.deprovision(
                        new Deprovision(item.id(), linked, item.digest(), item.why()), trace);
            }
        }
        String reason = "'%s' %s and has nothing in the target, so it was skipped (NotEffectivelyEntitled)."
                .formatted(item.displayName(), item.why().words());
        trace.step(StepType.SCOPING, ProvisioningStatus.SKIPPED, reason);
        ObjectState next = ObjectState.unlinked(item.type(), item.displayName(), item.digest());
        return trace.ends(Effect.SKIPPED, ErrorCode.ENTRY_SYNCHRONIZATION_SKIPPED, reason, Optional.of(next));
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
