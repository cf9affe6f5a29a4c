package dev.rollcall.entra.work;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.entra.log.ErrorInformation;
import dev.rollcall.entra.log.ModifiedProperty;
import dev.rollcall.entra.log.ProvisioningAction;
import dev.rollcall.entra.log.ProvisioningStep;
import dev.rollcall.entra.state.ObjectState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of one object, and what is to be remembered of it.
 *
 * @param next empty when nothing is to be remembered
 * @param references what is left to be linked
 */
public record ObjectOutcome(
        ObjectType type,
        String sourceId,
        String displayName,
        Effect effect,
        ProvisioningAction action,
        Optional<ErrorInformation> error,
        List<ProvisioningStep> steps,
        Optional<String> targetId,
        List<ModifiedProperty> modified,
        Duration time,
        Optional<ObjectState> next,
        Optional<References> references) {}
