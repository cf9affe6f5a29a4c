package dev.rollcall.entra.work;

import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.entra.log.ErrorInformation;
import dev.rollcall.entra.log.ModifiedProperty;
import dev.rollcall.entra.log.ProvisioningAction;
import dev.rollcall.entra.log.ProvisioningStatus;
import dev.rollcall.entra.log.ProvisioningStep;
import dev.rollcall.entra.log.StepType;
import dev.rollcall.entra.state.ObjectState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Writes down what is done for one object while it is done. */
final class Trace {
    private final WorkItem item;
    private final Clock clock;
    private final Instant start;
    private final List<ProvisioningStep> steps = new ArrayList<>();
    private List<ModifiedProperty> modified = List.of();
    private ProvisioningAction action = ProvisioningAction.OTHER;
    private Optional<String> targetId;

    Trace(WorkItem item, Clock clock) {
        this.item = item;
        this.clock = clock;
        this.start = clock.instant();
        this.targetId = item.known().flatMap(ObjectState::targetId);
    }

    void step(StepType type, ProvisioningStatus status, String description) {
        step(type, status, description, Collections.emptySortedMap());
    }

    void step(StepType type, ProvisioningStatus status, String description, Map<String, String> details) {
        SequencedMap<String, String> ordered = details instanceof SequencedMap<String, String> sequenced
                ? sequenced
                : new TreeMap<>(details);
        steps.add(new ProvisioningStep(name(type), type, status, description, new LinkedHashMap<>(ordered)));
    }

    /** From now on this is what is tried. */
    void attempt(ProvisioningAction tried) {
        action = tried;
    }

    void modifies(List<ModifiedProperty> properties) {
        modified = properties;
    }

    /** The object in the target is known from now on, whatever happens next. */
    void found(String id) {
        targetId = Optional.of(id);
    }

    Optional<String> targetId() {
        return targetId;
    }

    Instant now() {
        return clock.instant();
    }

    ObjectOutcome ends(Effect effect, Optional<ObjectState> next, Optional<References> references) {
        return outcome(effect, Optional.empty(), next, references);
    }

    /** Ends with a reason that an administrator reads. */
    ObjectOutcome ends(Effect effect, ErrorCode code, String reason, Optional<ObjectState> next) {
        String category = effect == Effect.SKIPPED ? "NonServiceFailure" : "Failure";
        ErrorInformation error = new ErrorInformation(code.code(), reason, Optional.empty(), category, Advice.of(code));
        return outcome(effect, Optional.of(error), next, Optional.empty());
    }

    private ObjectOutcome outcome(
            Effect effect,
            Optional<ErrorInformation> error,
            Optional<ObjectState> next,
            Optional<References> references) {
        return new ObjectOutcome(
                item.type(),
                item.id(),
                item.displayName(),
                effect,
                action,
                error,
                List.copyOf(steps),
                targetId,
                modified,
                Duration.between(start, clock.instant()),
                next,
                references);
    }

    private static String name(StepType type) {
        return switch (type) {
            case IMPORT -> "EntryImport";
            case SCOPING -> "EntrySynchronizationScoping";
            case MATCHING -> "EntryImportByMatching";
            case PROCESSING -> "EntrySynchronizationProcessing";
            case REFERENCE_RESOLUTION -> "ReferenceResolution";
            case EXPORT -> "EntryExport";
        };
    }
}
