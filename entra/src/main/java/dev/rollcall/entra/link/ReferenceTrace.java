package dev.rollcall.entra.link;

import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.ProvisioningException;
import dev.rollcall.entra.log.ErrorInformation;
import dev.rollcall.entra.log.ModifiedProperty;
import dev.rollcall.entra.log.ProvisioningAction;
import dev.rollcall.entra.log.ProvisioningStep;
import dev.rollcall.entra.log.StepType;
import dev.rollcall.entra.state.Escrow;
import dev.rollcall.entra.state.ObjectState;
import dev.rollcall.entra.work.Advice;
import dev.rollcall.entra.work.Effect;
import dev.rollcall.entra.work.EscrowRules;
import dev.rollcall.entra.work.ObjectOutcome;
import dev.rollcall.entra.work.References;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Makes the outcomes of linking one object. */
final class ReferenceTrace {
    private final ObjectType type;
    private final References references;
    private final EscrowRules escrows;
    private final Clock clock;
    private final Instant start;

    ReferenceTrace(ObjectType type, References references, EscrowRules escrows, Clock clock) {
        this.type = type;
        this.references = references;
        this.escrows = escrows;
        this.clock = clock;
        this.start = clock.instant();
    }

    ObjectOutcome linked(List<ModifiedProperty> modified, String words, ObjectState next) {
        return outcome(Effect.LINKED, words, Optional.empty(), modified, next);
    }

    /** Nothing had to be sent; nothing is logged. */
    ObjectOutcome unchanged(ObjectState next) {
        return outcome(Effect.UNCHANGED, "The references are as wanted.", Optional.empty(), List.of(), next);
    }

    /** Some references point to nobody in the target; for the rest it went well. */
    ObjectOutcome unresolved(String reason, List<ModifiedProperty> modified, ObjectState next) {
        return outcome(
                Effect.UNRESOLVED,
                reason,
                Optional.of(error(ErrorCode.UNABLE_TO_RESOLVE_REFERENCE, reason)),
                modified,
                next);
    }

    ObjectOutcome failed(ProvisioningException failure, List<ModifiedProperty> modified, ObjectState current) {
        Escrow escrow = escrow(current, failure.code(), String.valueOf(failure.getMessage()));
        String reason = EscrowRules.message(escrow);
        return outcome(
                Effect.REFERENCE_FAILED,
                reason,
                Optional.of(error(failure.code(), reason)),
                modified,
                current.withReferenceEscrow(Optional.of(escrow)));
    }

    /** The escrow of references that may be resolved in a later cycle. */
    Escrow escrow(ObjectState current, ErrorCode code, String message) {
        return escrows.next(current.referenceEscrow(), clock.instant(), code, message);
    }

    private static ErrorInformation error(ErrorCode code, String reason) {
        return new ErrorInformation(code.code(), reason, Optional.empty(), "Failure", Advice.of(code));
    }

    private ObjectOutcome outcome(
            Effect effect,
            String words,
            Optional<ErrorInformation> error,
            List<ModifiedProperty> modified,
            ObjectState next) {
        ProvisioningStep step = new ProvisioningStep(
                "ReferenceResolution", StepType.REFERENCE_RESOLUTION, effect.status(), words, new LinkedHashMap<>());
        return new ObjectOutcome(
                type,
                references.sourceId(),
                references.displayName(),
                effect,
                ProvisioningAction.UPDATE,
                error,
                List.of(step),
                Optional.of(references.targetId()),
                modified,
                Duration.between(start, clock.instant()),
                Optional.of(next),
                Optional.empty());
    }
}
