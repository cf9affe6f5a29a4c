package dev.rollcall.outbound.scim;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;

/** A run cannot go on. The message is the cause, a group of its like without ids. */
final class TargetFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Meaning meaning;
    private final transient Optional<Duration> hold;
    private final boolean maybeDone;

    /** What it means for what was to be sent. */
    enum Meaning {
        /** The target is not well: later. */
        SICK,
        /** The target wants to be left alone for a while. */
        BUSY,
        /** It may go well another time, and says nothing of the target. */
        LATER,
        /** It cannot go well before somebody mends the cause. */
        FINAL,
        /** The answer is larger than what is read: less must be asked for. */
        TOO_LARGE,
        /** What the target answered is not what SCIM has; a few tries, then final. */
        SHAPE,
        /** The target refuses whatever is asked. */
        UNAUTHORIZED,
        /** The target may refuse, or lack, everything, or this alone: only a probe tells. */
        UNSURE,
        /** The run's time is over. */
        OUT_OF_TIME
    }

    TargetFailure(Meaning meaning, String cause, Optional<Duration> hold, boolean maybeDone) {
        super(cause, null, false, false);
        this.meaning = meaning;
        this.hold = hold;
        this.maybeDone = maybeDone;
    }

    static TargetFailure of(Meaning meaning, String cause) {
        return new TargetFailure(meaning, cause, Optional.empty(), false);
    }

    Meaning meaning() {
        return meaning;
    }

    String cause() {
        return String.valueOf(getMessage());
    }

    /** How long the target wants to be left alone. */
    Optional<Duration> hold() {
        return hold;
    }

    /** Whether the target may have done what this request asked for. */
    boolean maybeDone() {
        return maybeDone;
    }
}
