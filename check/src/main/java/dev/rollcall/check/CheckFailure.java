package dev.rollcall.check;

import java.io.Serial;

/** The endpoint did not do what a check demands. The message says what came and what should have come. */
final class CheckFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Symptom symptom;

    CheckFailure(String message) {
        this(message, new Symptom.Other());
    }

    CheckFailure(String message, Symptom symptom) {
        super(message);
        this.symptom = symptom;
    }

    Symptom symptom() {
        return symptom;
    }
}
