package dev.rollcall.directory.access;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What holds for all event streams.
 *
 * @param most how many there may be, those of logout tokens aside
 * @param hold how long a stream that does not deliver keeps its place in the change record
 * @param refusal of an address to which nothing may be sent, as a sentence that says what to do; empty for one that may be used
 * @param mappingProblems what is wrong with the rows of a target's mapping, as sentences; empty text for nothing
 * @param conditionProblems what is wrong with the condition of a filter, as sentences; empty text for nothing
 */
public record StreamOptions(
        int most,
        Duration hold,
        Function<URI, Optional<String>> refusal,
        Function<String, String> mappingProblems,
        Function<String, String> conditionProblems) {
    /** How many streams there are at most when nothing is set. */
    public static final int MOST = 100;

    /** That many streams, held for 30 days, to any address; nothing is wrong with any row or condition. */
    public static StreamOptions defaults() {
        return new StreamOptions(MOST, Duration.ofDays(30), address -> Optional.empty(), rows -> "", condition -> "");
    }
}
