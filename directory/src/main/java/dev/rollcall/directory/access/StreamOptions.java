package dev.rollcall.directory.access;

import dev.rollcall.mapping.MappingLimits;
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
 * @param limits of the mappings to targets, and of conditions
 */
public record StreamOptions(
        int most, Duration hold, Function<URI, Optional<String>> refusal, MappingLimits limits) {
    /** How many streams there are at most when nothing is set. */
    public static final int MOST = 100;

    /** That many streams, held for 30 days, to any address. */
    public static StreamOptions defaults() {
        return new StreamOptions(MOST, Duration.ofDays(30), address -> Optional.empty(), MappingLimits.defaults());
    }
}
