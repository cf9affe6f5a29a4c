package dev.rollcall.entra.ondemand;

import dev.rollcall.client.target.ProvisioningException;
import dev.rollcall.entra.log.ErrorInformation;
import dev.rollcall.entra.log.ModifiedProperty;
import dev.rollcall.entra.log.ProvisioningAction;
import dev.rollcall.entra.log.ProvisioningStatus;
import dev.rollcall.entra.log.ProvisioningStep;
import dev.rollcall.entra.log.StepType;
import dev.rollcall.entra.mapping.ScopingFilter;
import dev.rollcall.entra.source.SourceObject;
import dev.rollcall.entra.work.Advice;
import dev.rollcall.entra.work.Effect;
import dev.rollcall.entra.work.Entitlement;
import dev.rollcall.entra.work.ObjectOutcome;
import dev.rollcall.entra.work.PropertyChanges;
import dev.rollcall.entra.work.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** The steps of one object on demand, written down as they are done, and the report that is made of them. */
final class OnDemandSteps {
    private final String cycleId;
    private final List<OnDemandStep> steps = new ArrayList<>();

    OnDemandSteps(String cycleId) {
        this.cycleId = cycleId;
    }

    /** The object was read. */
    void imported(SourceObject object) {
        step(OnDemandStep.Kind.IMPORT, ProvisioningStatus.SUCCESS,
                "Read '%s' from the source.".formatted(object.displayName()), attributes(object));
    }

    /** Whether the object is in scope, and why. */
    void scoped(SourceObject object, Scope scope, ScopingFilter filter) {
        SequencedMap<String, String> details = new LinkedHashMap<>();
        boolean active = Scope.isActive(object);
        boolean assigned = scope.isAssigned(object);
        details.put("IsActive", active ? "True" : "False");
        details.put("IsAssigned", assigned ? "True" : "False");
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

    /** What was done for the object itself, and then for its references. */
    OnDemandReport report(SourceObject object, ObjectOutcome outcome, List<ObjectOutcome> linked) {
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
                cycleId,
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

    /** Nothing more could be done, because the endpoint cannot be used. */
    OnDemandReport broken(SourceObject object, ProvisioningException failure) {
        SequencedMap<String, String> details = new LinkedHashMap<>();
        details.put("ErrorCode", failure.code().code());
        details.put("RecommendedAction", Advice.of(failure.code()));
        step(OnDemandStep.Kind.TEST_CONNECTION, ProvisioningStatus.FAILURE, String.valueOf(failure.getMessage()),
                details);
        return new OnDemandReport(
                cycleId,
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
