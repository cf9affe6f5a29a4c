package dev.rollcall.outbound.scim;

import java.io.Serial;

/** A target's resources cannot be listed. The message says why. */
public final class TargetListingException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    TargetListingException(String message, boolean passing) {
        super(message);
        this.passing = passing;
    }

    /** Whether it may be otherwise in a moment: the target was not well. */
    public boolean isPassing() {
        return passing;
    }
}
