package dev.rollcall.check;

import java.io.Serial;
import java.util.Optional;

/** A check ends without a judgement: {@link CheckOutcome#NOT_APPLICABLE} or {@link CheckOutcome#ERROR}. */
final class CheckAbort extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final CheckOutcome outcome;
    private final transient Optional<Symptom> symptom;

    private CheckAbort(CheckOutcome outcome, String message, Optional<Symptom> symptom) {
        super(message);
        this.outcome = outcome;
        this.symptom = symptom;
    }

    static CheckAbort notApplicable(String why) {
        return new CheckAbort(CheckOutcome.NOT_APPLICABLE, why, Optional.empty());
    }

    static CheckAbort error(String why) {
        return new CheckAbort(CheckOutcome.ERROR, why, Optional.empty());
    }

    /** What the check needs could not be made, because of the endpoint. */
    static CheckAbort unprepared(String sentence, Symptom symptom) {
        return new CheckAbort(CheckOutcome.ERROR, "What the check needs could not be made: " + sentence,
                Optional.of(symptom));
    }

    /** What the endpoint did wrong; empty when it did nothing wrong. */
    Optional<Symptom> symptom() {
        return symptom;
    }

    CheckOutcome outcome() {
        return outcome;
    }
}
