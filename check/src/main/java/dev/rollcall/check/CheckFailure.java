package dev.rollcall.check;

import java.io.Serial;

/** The endpoint did not do what a check demands. The message says what came and what should have come. */
final class CheckFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    CheckFailure(String message) {
        super(message);
    }
}
