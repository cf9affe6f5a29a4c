package dev.rollcall.entra.cycle;

import java.io.Serial;

/** The thread that ran a cycle was interrupted. What was begun was finished, logged and remembered. */
public final class StoppedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    StoppedException(InterruptedException cause) {
        super("The cycle was stopped before its end.", cause);
    }
}
