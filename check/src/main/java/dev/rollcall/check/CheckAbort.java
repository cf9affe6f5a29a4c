package dev.rollcall.check;

import java.io.Serial;

/** A check ends without a judgement: {@link CheckOutcome#NOT_APPLICABLE} or {@link CheckOutcome#ERROR}. */
final class CheckAbort extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final CheckOutcome outcome;

    private CheckAbort(CheckOutcome outcome, String message) {
        super(message);
        this.outcome = outcome;
    }

    static CheckAbort notApplicable(String why) {
        return new CheckAbort(CheckOutcome.NOT_APPLICABLE, why);
    }

    static CheckAbort error(String why) {
        return new CheckAbort(CheckOutcome.ERROR, why);
    }

    CheckOutcome outcome() {
        return outcome;
    }
}
