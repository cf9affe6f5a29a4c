package dev.rollcall.directory.access;

import dev.rollcall.mapping.MappingLimits;
import java.time.Duration;
import java.util.Optional;

/**
 * What holds for all event streams.
 *
 * @param most how many there may be, those of logout tokens aside
 * @param hold how long a stream that does not deliver keeps its place in the change record
 * @param addresses to which of them nothing may be sent
 * @param limits of the mappings to targets, and of conditions
 */
public record StreamOptions(
        int most, Duration hold, AddressRule addresses, MappingLimits limits) {
    /** How many streams there are at most when nothing is set. */
    public static final int MOST = 100;

    /** That many streams, held for 30 days, to any address. */
    public static StreamOptions defaults() {
        return new StreamOptions(MOST, Duration.ofDays(30), (_, _) -> Optional.empty(), MappingLimits.defaults());
    }
}
