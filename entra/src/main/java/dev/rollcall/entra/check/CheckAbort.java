package dev.rollcall.entra.check;

import java.io.Serial;

/** A check ends without a judgement: {@link Outcome#NOT_APPLICABLE} or {@link Outcome#ERROR}. */
final class CheckAbort extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;

    private CheckAbort(Outcome outcome, String message) {
        super(message);
        this.outcome = outcome;
    }

    static CheckAbort notApplicable(String why) {
        return new CheckAbort(Outcome.NOT_APPLICABLE, why);
    }

    static CheckAbort error(String why) {
        return new CheckAbort(Outcome.ERROR, why);
    }

    Outcome outcome() {
        return outcome;
    }
}
