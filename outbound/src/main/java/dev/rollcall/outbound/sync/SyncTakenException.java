package dev.rollcall.outbound.sync;

import java.io.Serial;

/** Somebody else runs the same sync and was faster. */
final class SyncTakenException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    SyncTakenException() {
        super("The sync was written by somebody else meanwhile.");
    }
}
