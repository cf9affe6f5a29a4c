package dev.rollcall.outbound.sync;

import java.io.Serial;

/** A sync cannot go on now. The message says why, and what to do; what was done stays done. */
public final class SyncStoppedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    SyncStoppedException(String message) {
        super(message);
    }
}
