package dev.rollcall.entra.log;

import java.util.Optional;

/**
 * Why an operation failed or was skipped.
 *
 * @param errorCode Entra's word, {@code EntryConflict}
 * @param reason what an administrator reads
 * @param errorCategory {@code Failure} or {@code NonServiceFailure}, as Graph has it
 * @param recommendedAction what to do next
 */
public record ErrorInformation(
        String errorCode,
        String reason,
        Optional<String> additionalDetails,
        String errorCategory,
        String recommendedAction) {}
