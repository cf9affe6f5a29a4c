package dev.rollcall.entra.log;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** One step of an operation. */
public record ProvisioningStep(
        String name,
        StepType provisioningStepType,
        ProvisioningStatus status,
        String description,
        SequencedMap<String, String> details) {
    public ProvisioningStep {
        details = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(details));
    }
}
