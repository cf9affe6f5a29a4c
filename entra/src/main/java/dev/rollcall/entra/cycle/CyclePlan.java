package dev.rollcall.entra.cycle;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.entra.definition.Digest;
import dev.rollcall.entra.definition.ProvisioningJob;
import dev.rollcall.entra.source.SourceObject;
import dev.rollcall.entra.source.SourceSnapshot;
import dev.rollcall.entra.state.CycleKind;
import dev.rollcall.entra.state.JobState;
import dev.rollcall.entra.state.Management;
import dev.rollcall.entra.state.ObjectState;
import dev.rollcall.entra.work.Entitlement;
import dev.rollcall.entra.work.Scope;
import dev.rollcall.entra.work.WorkItem;
import dev.rollcall.entra.work.WorkItem.Deprovision;
import dev.rollcall.entra.work.WorkItem.Ignore;
import dev.rollcall.entra.work.WorkItem.Provision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What a cycle has to look at, in the order of the source; objects that left it come last. An incremental cycle looks at
 * those whose content or entitlement changed since they were handled last, and at escrowed ones that are due.
 */
final class CyclePlan {
    private final ProvisioningJob job;
    private final JobState state;
    private final SourceSnapshot snapshot;
    private final Scope scope;
    private final CycleKind kind;
    private final Instant now;

    CyclePlan(ProvisioningJob job, JobState state, SourceSnapshot snapshot, CycleKind kind, Instant now) {
        this.job = job;
        this.state = state;
        this.snapshot = snapshot;
        this.scope = Scope.of(snapshot, job);
        this.kind = kind;
        this.now = now;
    }

    Scope scope() {
        return scope;
    }

    /** The work on objects of one type; none when the type is not provisioned. */
    List<WorkItem> items(ObjectType type) {
        List<WorkItem> items = new ArrayList<>();
        if (!job.mapping(type).enabled()) {
            return items;
        }
        SequencedMap<String, SourceObject> objects = type == ObjectType.USER ? snapshot.users() : snapshot.groups();
        objects.values().forEach(object -> item(object).ifPresent(items::add));
        for (Map.Entry<String, ObjectState> entry : state.objects().entrySet()) {
            if (entry.getValue().type() == type && !objects.containsKey(entry.getKey())) {
                gone(entry.getKey(), entry.getValue()).ifPresent(items::add);
            }
        }
        return items;
    }

    /** The source ids whose loss counts for the accidental deletion threshold and was not allowed yet. */
    List<String> deletions(List<WorkItem> items) {
        return items.stream()
                .filter(item -> item instanceof Deprovision loss && isThreatening(loss))
                .map(WorkItem::id)
                .filter(id -> !state.allowedDeletions().contains(id))
                .toList();
    }

    private boolean isThreatening(Deprovision loss) {
        boolean active = loss.state().management() == Management.PROVISIONED || loss.why() == Entitlement.GONE;
        return active
                && !loss.isLeftAlone(job)
                && job.mapping(loss.type()).flows().contains(loss.flow(job));
    }

    private Optional<WorkItem> item(SourceObject object) {
        Entitlement entitlement = scope.entitlement(object);
        Optional<ObjectState> known = state.object(object.id());
        String digest = Digest.of(object, entitlement.name());
        if (entitlement == Entitlement.ENTITLED) {
            return isDue(known, digest) ? Optional.of(new Provision(object, digest, known)) : Optional.empty();
        }
        Optional<ObjectState> linked = known.filter(state -> state.targetId().isPresent());
        if (linked.isPresent()) {
            return loss(object, linked.get(), digest, entitlement);
        }
        // Who is not assigned is not even read by Entra, so nothing is logged or remembered.
        boolean read = scope.isAssigned(object);
        if (!read) {
            state.forget(object.id());
        }
        return read && isDue(known, digest)
                ? Optional.of(new Ignore(object, digest, entitlement, known))
                : Optional.empty();
    }

    private Optional<WorkItem> loss(SourceObject object, ObjectState linked, String digest, Entitlement why) {
        boolean managed = linked.management() != Management.UNMANAGED;
        boolean due = isDue(Optional.of(linked), digest);
        return managed && due && !linked.keptByDecision()
                ? Optional.of(new Deprovision(object.id(), linked, digest, why))
                : Optional.empty();
    }

    private Optional<WorkItem> gone(String id, ObjectState known) {
        boolean managed = known.targetId().isPresent()
                && known.management() != Management.UNMANAGED
                && !known.keptByDecision();
        if (!managed) {
            state.forget(id);
            return Optional.empty();
        }
        boolean waits = known.escrow().filter(escrow -> !escrow.isDue(now)).isPresent()
                && known.digest().equals(Entitlement.GONE.name());
        return waits
                ? Optional.empty()
                : Optional.of(new Deprovision(id, known, Entitlement.GONE.name(), Entitlement.GONE));
    }

    private boolean isDue(Optional<ObjectState> known, String digest) {
        return kind == CycleKind.INITIAL
                || known.isEmpty()
                || !known.get().digest().equals(digest)
                || known.get().escrow().filter(escrow -> escrow.isDue(now)).isPresent()
                || known.get().referenceEscrow().filter(escrow -> escrow.isDue(now)).isPresent();
    }
}
