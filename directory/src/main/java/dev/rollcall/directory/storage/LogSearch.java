package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import java.time.Instant;
import java.util.Optional;

/**
 * Which log rows to look for, in the order of their ids.
 *
 * @param connection of this one alone; empty for all connections
 * @param from only rows beyond this id
 * @param newestFirst whether the walk goes back in time
 * @param statusFrom lowest status, inclusive
 * @param statusTo highest status, inclusive
 * @param resourceId only rows about this resource
 * @param tolerance only rows in which the tolerance of this id fired
 * @param since the earliest time, inclusive
 * @param until the latest time, exclusive
 * @param offset how many of those that are found to pass over
 * @param limit how many to find at most
 * @param budget how many rows to look at at most: of those about the resource when a connection and a resource are named, for which some
 *     hundred thousand others are passed over at most; otherwise of the failures when no status below 400 is asked for, otherwise of all
 *     in the range
 */
public record LogSearch(
        Optional<ConnectionId> connection,
        Optional<String> from,
        boolean newestFirst,
        int statusFrom,
        int statusTo,
        Optional<String> resourceId,
        Optional<String> tolerance,
        Optional<Instant> since,
        Optional<Instant> until,
        long offset,
        int limit,
        int budget) {
    /** Any status. */
    public static final int ANY = 999;

    /** Rows that one look costs at most, where the client goes on by a cursor. */
    public static final int USUAL_BUDGET = 5_000;

    /** The newest rows of a connection, or of all. */
    public static LogSearch newest(Optional<ConnectionId> connection, int limit) {
        return new LogSearch(connection, Optional.empty(), true, 0, ANY, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), 0, limit, USUAL_BUDGET);
    }

    /** The same beyond another id. */
    public LogSearch beyond(Optional<String> id) {
        return new LogSearch(connection, id, newestFirst, statusFrom, statusTo, resourceId, tolerance, since, until,
                offset,
                limit, budget);
    }

    /** The same about one resource. */
    public LogSearch about(String resource) {
        return new LogSearch(connection, from, newestFirst, statusFrom, statusTo, Optional.of(resource), tolerance,
                since,
                until, offset, limit, budget);
    }
}
