package dev.rollcall.outbound.delivery;

import dev.rollcall.directory.stream.SkipReason;
import java.time.Duration;
import java.util.Optional;

/**
 * What came of one run of a driver. Each has the requests that were sent and what was learned of the target's resource, which is
 * stored whatever the outcome.
 *
 * <p>A cause is the group of failures that it belongs to, for example {@code 400 invalidValue: Attribute title is unknown}: at
 * most {@value #LONGEST_CAUSE} characters, without ids, so that the like of it fall together.
 */
public sealed interface DeliveryOutcome {
    /** The longest cause. */
    int LONGEST_CAUSE = 200;

    /** What was sent. */
    Exchanges exchanges();

    /** What was learned. */
    Learned learned();

    /** The target has acknowledged all that the work stands for. */
    record Done(Optional<String> note, Learned learned, Exchanges exchanges) implements DeliveryOutcome {
        /** Without a note. */
        public static Done of(Learned learned, Exchanges exchanges) {
            return new Done(Optional.empty(), learned, exchanges);
        }
    }

    /** The target has the state already; it was not asked. */
    record NothingToSend(Learned learned, Exchanges exchanges) implements DeliveryOutcome {}

    /** A part is acknowledged, and there is more of the same subject to send. */
    record Checkpoint(Learned learned, Exchanges exchanges) implements DeliveryOutcome {}

    /**
     * The target has acknowledged it, and is told once more after a while: a request before it whose answer was lost may be carried out
     * behind it.
     */
    record OnceMore(Learned learned, Exchanges exchanges) implements DeliveryOutcome {}

    /** Nothing of it belongs at the target. */
    record Skipped(SkipReason reason, Learned learned, Exchanges exchanges) implements DeliveryOutcome {}

    /**
     * It did not work and may work later.
     *
     * @param retryAfter how long the target wants to be left alone: holds the whole target. The subject is given up only when it alone
     *     is answered so, again and again
     * @param targetSick whether it speaks of the target and not of this subject: 5xx, no answer, no connection
     * @param answerLost whether the target may have done it all the same
     */
    record Later(
            String cause, Optional<Duration> retryAfter, boolean targetSick, boolean answerLost, Learned learned,
            Exchanges exchanges) implements DeliveryOutcome {
        public Later {
            cause = cut(cause);
        }
    }

    /** It cannot work before somebody mends the cause. */
    record Final(String cause, Learned learned, Exchanges exchanges) implements DeliveryOutcome {
        public Final {
            cause = cut(cause);
        }
    }

    /**
     * The target refuses us as a whole; nothing is wrong with the subject.
     *
     * @param sure false when only {@link TargetDriver#probe} tells whether it means the credential (403)
     * @param answerLost whether the target may have done it all the same, because an earlier request's answer was lost
     */
    record Unauthorized(String cause, boolean sure, boolean answerLost, Learned learned, Exchanges exchanges)
            implements
                DeliveryOutcome {
        public Unauthorized {
            cause = cut(cause);
        }
    }

    /** There was no time left to begin what must be finished in one go; it is due again at once, and counts as no try. */
    record OutOfTime(Learned learned, Exchanges exchanges) implements DeliveryOutcome {}

    private static String cut(String cause) {
        return cause.length() <= LONGEST_CAUSE ? cause : cause.substring(0, LONGEST_CAUSE);
    }
}
