package dev.rollcall.check;

import dev.rollcall.client.reader.Rejection;
import java.util.List;
import java.util.Optional;

/**
 * A result with all that led to it.
 *
 * @param symptom in what way the last answer was wrong; empty when the endpoint did nothing wrong, or the check only reads
 * @param refusal the first answer that Entra's reader refuses, of a check that only reads
 * @param exchanges all of the check; those that break the rule, of a check that only reads
 */
record CheckStory(CheckResult result, Optional<Symptom> symptom, Optional<Rejection> refusal,
        List<RecordedExchange> exchanges) {
    CheckStory {
        exchanges = List.copyOf(exchanges);
    }

    /** Whether the endpoint did something wrong. */
    boolean isWrong() {
        return symptom.isPresent() || refusal.isPresent();
    }

    boolean isPassed() {
        return result.outcome() == CheckOutcome.PASSED;
    }
}
