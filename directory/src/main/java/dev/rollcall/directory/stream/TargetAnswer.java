package dev.rollcall.directory.stream;

import java.time.Instant;
import java.util.Optional;

/**
 * What a run says of the target as a whole; the circuit is computed from the sum of them.
 *
 * @param health what it says of the target's health
 * @param at when
 * @param lastAnswer the answer as it came, secrets removed, at most {@value #LONGEST} characters; empty keeps the last one
 * @param requests how many requests were sent
 */
public record TargetAnswer(Health health, Instant at, Optional<String> lastAnswer, int requests) {
    /** The most of an answer that is kept. */
    public static final int LONGEST = 2_048;

    /** What an answer says of a target. */
    public enum Health {
        /** It has answered as it should: failures are counted from 0 again. */
        WELL,
        /** It does not answer, or says that it is sick: one more failure in a row. */
        SICK,
        /** Nothing of the target: it was not asked, or the one subject is at fault. */
        UNKNOWN
    }

    /** Nothing was asked. */
    public static TargetAnswer none(Instant at) {
        return new TargetAnswer(Health.UNKNOWN, at, Optional.empty(), 0);
    }

    public TargetAnswer {
        lastAnswer = lastAnswer.map(text -> text.length() <= LONGEST ? text : text.substring(0, LONGEST));
    }
}
