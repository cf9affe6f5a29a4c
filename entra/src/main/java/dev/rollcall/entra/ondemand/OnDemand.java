package dev.rollcall.entra.ondemand;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.ProvisioningException;
import dev.rollcall.entra.definition.Digest;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.link.ManagerLinker;
import dev.rollcall.entra.link.MembershipLinker;
import dev.rollcall.entra.link.Referees;
import dev.rollcall.entra.log.ErrorInformation;
import dev.rollcall.entra.log.ModifiedProperty;
import dev.rollcall.entra.log.ProvisioningAction;
import dev.rollcall.entra.log.ProvisioningStatus;
import dev.rollcall.entra.log.ProvisioningStep;
import dev.rollcall.entra.log.StepType;
import dev.rollcall.entra.mapping.ScopingFilter;
import dev.rollcall.entra.source.SourceObject;
import dev.rollcall.entra.state.JobState;
import dev.rollcall.entra.state.ObjectState;
import dev.rollcall.entra.work.Advice;
import dev.rollcall.entra.work.Effect;
import dev.rollcall.entra.work.Entitlement;
import dev.rollcall.entra.work.EscrowRules;
import dev.rollcall.entra.work.ObjectOutcome;
import dev.rollcall.entra.work.ObjectWork;
import dev.rollcall.entra.work.PropertyChanges;
import dev.rollcall.entra.work.RecordWriter;
import dev.rollcall.entra.work.References;
import dev.rollcall.entra.work.Scope;
import dev.rollcall.entra.work.WorkContext;
import dev.rollcall.entra.work.WorkItem;
import dev.rollcall.entra.work.WorkItem.Deprovision;
import dev.rollcall.entra.work.WorkItem.Ignore;
import dev.rollcall.entra.work.WorkItem.Provision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Provisions one user, or one group with a few members, at once, in the steps that Entra shows; source: entra.md §5.8. What it
 * finds and makes is remembered for the cycles; its failures are not, they are only reported.
 */
public final class OnDemand {
    private final WorkContext context;
    private final RecordWriter log;
    private final Scope scope;
    private final JobState state;
    private final List<OnDemandStep> steps = new ArrayList<>();

    public OnDemand(WorkContext context, RecordWriter log) {
        this.context = context;
        this.log = log;
        this.scope = Scope.of(context.snapshot(), context.job());
        this.state = context.state();
    }

    /**
     * Does it.
     *
     * @param members whom of a group's members to add, as a person names them; all when empty
     */
    public OnDemandReport run(String who, List<String> members) {
        SourceObject object = SourceSearch.find(context.snapshot(), who);
        List<String> chosen = members(object, members);
        WorkItem item = item(object);
        try {
            context.target().probe(object.type(), context.job().probeAttribute(object.type()));
        } catch (ProvisioningException e) {
            return broken(object, e);
        }
        step(OnDemandStep.Kind.IMPORT, ProvisioningStatus.SUCCESS,
                "Read '%s' from the source.".formatted(object.displayName()), attributes(object));
        scopeStep(object);
        EscrowRules escrows = new EscrowRules(context.rules());
        ObjectOutcome outcome;
        List<ObjectOutcome> linked;
        try {
            outcome = ObjectWork.of(context, escrows, true).handle(item);
            remember(outcome, object);
            log.write(outcome);
            linked = outcome.references()
                    .map(references -> link(object, references, chosen, escrows))
                    .orElse(List.of());
            outcome.references().ifPresent(references -> settle(outcome, references, chosen, object));
        } catch (ProvisioningException e) {
            return broken(object, e);
        }
        linked.forEach(log::write);
        return report(object, outcome, linked);
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

    private void scopeStep(SourceObject object) {
        SequencedMap<String, String> details = new LinkedHashMap<>();
        boolean active = Scope.isActive(object);
        boolean assigned = scope.isAssigned(object);
        details.put("IsActive", active ? "True" : "False");
        details.put("IsAssigned", assigned ? "True" : "False");
        ScopingFilter filter = context.job().mapping(object.type()).scope();
        boolean inFilter = filter.matches(object);
        if (!filter.isEmpty()) {
            details.put("ScopeEvaluationResult", filter.text() + ": " + (inFilter ? "True" : "False"));
        }
        details.put("IsInProvisioningScope", active && assigned && inFilter ? "True" : "False");
        Entitlement entitlement = scope.entitlement(object);
        step(
                OnDemandStep.Kind.DETERMINE_SCOPE,
                entitlement == Entitlement.ENTITLED ? ProvisioningStatus.SUCCESS : ProvisioningStatus.SKIPPED,
                "'%s' %s.".formatted(object.displayName(), entitlement.words()),
                details);
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

    private OnDemandReport report(SourceObject object, ObjectOutcome outcome, List<ObjectOutcome> linked) {
        List<String> matching = outcome.steps()
                .stream()
                .filter(step -> step.provisioningStepType() == StepType.MATCHING)
                .map(ProvisioningStep::description)
                .toList();
        if (!matching.isEmpty()) {
            step(OnDemandStep.Kind.MATCH, ProvisioningStatus.SUCCESS, String.join(" ", matching),
                    new LinkedHashMap<>());
        }
        List<ModifiedProperty> modified = new ArrayList<>(outcome.modified());
        linked.forEach(link -> modified.addAll(link.modified()));
        // Who is not in the target and may not be created is an error to the person who asked; source document 001.
        boolean refused = outcome.effect() == Effect.SKIPPED && outcome.action() == ProvisioningAction.CREATE;
        ProvisioningStatus status = refused ? ProvisioningStatus.FAILURE : status(outcome, linked);
        SequencedMap<String, String> details = new LinkedHashMap<>();
        details.put("Action", outcome.action().code());
        details.put("Effect", outcome.effect().name());
        Stream.concat(Stream.of(outcome), linked.stream())
                .flatMap(done -> done.error().stream())
                .findFirst()
                .ifPresent(error -> {
                    details.put("ErrorCode", error.errorCode());
                    details.put("RecommendedAction", error.recommendedAction());
                });
        List<String> reasons = new ArrayList<>();
        outcome.error().map(ErrorInformation::reason).ifPresent(reasons::add);
        linked.forEach(link -> link.error().map(ErrorInformation::reason).ifPresent(reasons::add));
        if (reasons.isEmpty()) {
            reasons.add(outcome.steps().getLast().description());
        }
        step(OnDemandStep.Kind.PERFORM_ACTION, status, String.join(" ", reasons), details);
        return new OnDemandReport(
                object.id(),
                object.displayName(),
                outcome.effect(),
                status,
                steps,
                outcome.targetId(),
                modified);
    }

    private static ProvisioningStatus status(ObjectOutcome outcome, List<ObjectOutcome> linked) {
        ProvisioningStatus own = outcome.effect().status();
        return own == ProvisioningStatus.FAILURE
                ? own
                : linked.stream()
                        .map(link -> link.effect().status())
                        .findFirst()
                        .orElse(own);
    }

    private OnDemandReport broken(SourceObject object, ProvisioningException failure) {
        SequencedMap<String, String> details = new LinkedHashMap<>();
        details.put("ErrorCode", failure.code().code());
        details.put("RecommendedAction", Advice.of(failure.code()));
        step(OnDemandStep.Kind.TEST_CONNECTION, ProvisioningStatus.FAILURE, String.valueOf(failure.getMessage()),
                details);
        return new OnDemandReport(
                object.id(),
                object.displayName(),
                Effect.FAILED,
                ProvisioningStatus.FAILURE,
                steps,
                Optional.empty(),
                List.of());
    }

    private void step(
            OnDemandStep.Kind kind, ProvisioningStatus status, String summary, SequencedMap<String, String> details) {
        steps.add(new OnDemandStep(kind, status, summary, details));
    }

    private static SequencedMap<String, String> attributes(SourceObject object) {
        SequencedMap<String, String> details = new LinkedHashMap<>();
        details.put("objectId", object.id());
        object.attributes().forEach((name, value) -> {
            if (!name.equals("members")) {
                details.put(name, PropertyChanges.text(value));
            }
        });
        return details;
    }
}
