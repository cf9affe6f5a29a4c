package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.Strategy;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which connections to read.
 *
 * @param name this one, without regard to case
 * @param strategies one of these; empty for any
 * @param after only those behind this one
 * @param offset how many to pass over
 * @param limit how many to read at most
 */
public record ConnectionQuery(
        Optional<String> name, Set<Strategy> strategies, Optional<Position> after, long offset, int limit) {
    public ConnectionQuery {
        strategies = Set.copyOf(strategies);
    }

    /** Where a connection stands in the order. */
    public record Position(Instant createdAt, String id) {}
}
