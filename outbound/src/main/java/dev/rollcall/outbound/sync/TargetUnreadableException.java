package dev.rollcall.outbound.sync;

import java.io.Serial;

/** A target's resources cannot be listed. The message says why, and what to do. */
public final class TargetUnreadableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    /** @param passing whether it may be otherwise in a moment */
    public TargetUnreadableException(String message, boolean passing) {
        super(message);
        this.passing = passing;
    }

    /** Whether it may be otherwise in a moment: the target was not well. */
    public boolean isPassing() {
        return passing;
    }
}
