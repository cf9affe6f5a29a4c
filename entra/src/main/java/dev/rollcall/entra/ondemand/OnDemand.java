package dev.rollcall.entra.ondemand;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.ProvisioningException;
import dev.rollcall.entra.definition.Digest;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.link.ManagerLinker;
import dev.rollcall.entra.link.MembershipLinker;
import dev.rollcall.entra.link.Referees;
import dev.rollcall.entra.source.SourceObject;
import dev.rollcall.entra.state.JobState;
import dev.rollcall.entra.state.ObjectState;
import dev.rollcall.entra.work.Effect;
import dev.rollcall.entra.work.Entitlement;
import dev.rollcall.entra.work.EscrowRules;
import dev.rollcall.entra.work.ObjectOutcome;
import dev.rollcall.entra.work.ObjectWork;
import dev.rollcall.entra.work.RecordWriter;
import dev.rollcall.entra.work.References;
import dev.rollcall.entra.work.Scope;
import dev.rollcall.entra.work.WorkContext;
import dev.rollcall.entra.work.WorkItem;
import dev.rollcall.entra.work.WorkItem.Deprovision;
import dev.rollcall.entra.work.WorkItem.Ignore;
import dev.rollcall.entra.work.WorkItem.Provision;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Provisions one user, or one group with a few members, at once, in the steps that Entra shows; source: entra.md §5.8. What it
 * finds and makes is remembered for the cycles; its failures are not, they are only reported.
 */
public final class OnDemand {
    private final WorkContext context;
    private final RecordWriter log;
    private final Scope scope;
    private final JobState state;
    private final OnDemandSteps steps;

    public OnDemand(WorkContext context, RecordWriter log) {
        this.context = context;
        this.log = log;
        this.scope = Scope.of(context.snapshot(), context.job());
        this.state = context.state();
        this.steps = new OnDemandSteps(log.cycleId());
    }

    /**
     * Does it.
     *
     * @param members whom of a group's members to add, as a person names them; all when empty
     */
    public OnDemandReport run(String who, List<String> members) {
        SourceObject object = SourceSearch.find(context.snapshot(), who);
        if (!context.job().mapping(object.type()).enabled()) {
            throw new JobException(Problem.REQUEST,
                    "'%s' is a %s, and this job does not provision any: their mapping is not enabled.".formatted(
                            object.displayName(), object.type().scimName().toLowerCase(Locale.ROOT)));
        }
        List<String> chosen = members(object, members);
        WorkItem item = item(object);
        try {
            context.target().probe(object.type(), context.job().probeAttribute(object.type()));
        } catch (ProvisioningException e) {
            return steps.broken(object, e);
        }
        steps.imported(object);
        steps.scoped(object, scope, context.job().mapping(object.type()).scope());
        EscrowRules escrows = new EscrowRules(context.rules());
        ObjectOutcome outcome;
        List<ObjectOutcome> linked;
        try {
            outcome = ObjectWork.of(context, escrows, true, Integer.MAX_VALUE).handle(item);
            remember(outcome, object);
            log.write(outcome);
            linked = outcome.references()
                    .map(references -> link(object, references, chosen, escrows))
                    .orElse(List.of());
            outcome.references().ifPresent(references -> settle(outcome, references, chosen, object));
        } catch (ProvisioningException e) {
            return steps.broken(object, e);
        }
        linked.forEach(log::write);
        return steps.report(object, outcome, linked);
    }

    private WorkItem item(SourceObject object) {
        Entitlement entitlement = scope.entitlement(object);
        Optional<ObjectState> known = state.object(object.id());
        String digest = Digest.of(object, entitlement.name());
        if (entitlement == Entitlement.ENTITLED) {
            return new Provision(object, digest, known);
        }
        return known.filter(before -> before.targetId().isPresent())
                .<WorkItem>map(before -> new Deprovision(object.id(), before, digest, entitlement))
                .orElseGet(() -> new Ignore(object, digest, entitlement, known));
    }

    private List<String> members(SourceObject object, List<String> named) {
        if (object.type() == ObjectType.USER) {
            if (!named.isEmpty()) {
                throw new JobException(Problem.REQUEST,
                        "'%s' is a user; members belong to groups only.".formatted(object.displayName()));
            }
            return List.of();
        }
        List<String> all = object.attribute("members")
                .stream()
                .flatMap(value -> value.valueStream())
                .map(value -> value.asString())
                .filter(context.snapshot().users()::containsKey)
                .toList();
        List<String> chosen = named.isEmpty()
                ? all
                : named.stream().map(name -> SourceSearch.find(context.snapshot(), name).id()).toList();
        chosen.stream().filter(id -> !all.contains(id)).findFirst().ifPresent(id -> {
            throw new JobException(Problem.REQUEST, "'%s' is no member of '%s'.".formatted(id, object.displayName()));
        });
        if (chosen.size() > context.rules().onDemandMembers()) {
            throw new JobException(
                    Problem.REQUEST,
                    "At most %d members of a group are provisioned on demand, and '%s' would be %d. Name the members you want."
                            .formatted(context.rules().onDemandMembers(), object.displayName(), chosen.size()));
        }
        return chosen;
    }

    private void remember(ObjectOutcome outcome, SourceObject object) {
        if (outcome.effect() == Effect.FAILED) {
            return;
        }
        outcome.next()
                // Until its references are linked, the next cycle looks at it again.
                .map(next -> outcome.references().isPresent() ? next.awaitingReferences() : next)
                .ifPresentOrElse(next -> state.put(object.id(), next), () -> state.forget(object.id()));
    }

    /** A group of which some members were left out, or still have to be removed, is looked at again by the next cycle. */
    private void settle(ObjectOutcome outcome, References references, List<String> chosen, SourceObject object) {
        ObjectState current = state.object(object.id()).orElseThrow();
        boolean whole = object.type() == ObjectType.USER
                || Set.copyOf(chosen).containsAll(references.wanted())
                        && Set.copyOf(references.wanted()).containsAll(current.members());
        if (whole) {
            outcome.next().ifPresent(next -> state.put(object.id(), current.inDigest(next.digest())));
        }
    }

    private List<ObjectOutcome> link(
            SourceObject object, References references, List<String> chosen, EscrowRules escrows) {
        Referees referees = new Referees(context.snapshot(), scope, state);
        List<ObjectOutcome> outcomes = new ArrayList<>();
        if (object.type() == ObjectType.USER) {
            ManagerLinker managers = new ManagerLinker(context.target(), referees, escrows, context.clock());
            if (managers.concerns(references)) {
                outcomes.add(managers.link(references));
            }
        } else {
            Set<String> wanted = new LinkedHashSet<>(referees.current(object.id()).members());
            wanted.addAll(chosen);
            References some = new References(
                    references.sourceId(),
                    references.displayName(),
                    references.targetId(),
                    List.copyOf(wanted),
                    Optional.empty());
            outcomes.add(new MembershipLinker(
                    context.target(), referees, escrows, context.clock(), context.rules().membersPerRequest())
                    .link(some));
        }
        outcomes.forEach(outcome -> outcome.next().ifPresent(next -> state.put(object.id(), next)));
        return outcomes.stream().filter(outcome -> outcome.effect() != Effect.UNCHANGED).toList();
    }
}
