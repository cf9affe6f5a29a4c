package dev.rollcall.directory.stream;

import java.time.Instant;

/**
 * Something peculiar that was learned of a target.
 *
 * @param name of at most 64 characters
 * @param value what it says beside that it is there, such as a number; empty text for nothing
 * @param evidence the answer that showed it, secrets removed; cut at {@value #LONGEST} characters
 * @param learnedAt to the millisecond
 */
public record TargetQuirk(String name, String value, String evidence, Instant learnedAt) {
    /** The most characters of the evidence. */
    public static final int LONGEST = 2_048;

    public TargetQuirk {
        evidence = evidence.length() <= LONGEST ? evidence : evidence.substring(0, LONGEST);
    }
}
