package dev.rollcall.directory.log;

import dev.rollcall.directory.connection.ConnectionId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many rows requests without a valid token may leave in a connection's log: so many a minute, whoever sends them. Whoever
 * knows a connection's id can send such requests, and would fill the disk with them otherwise. Safe for use by many threads.
 */
final class UnauthenticatedRows {
    private final int perMinute;
    private final Map<ConnectionId, Minute> minutes = new ConcurrentHashMap<>();

    UnauthenticatedRows(int perMinute) {
        this.perMinute = perMinute;
    }

    /** Whether a row of that time may be written, which then counts. */
    boolean admit(ConnectionId connection, Instant time) {
        Instant start = time.truncatedTo(ChronoUnit.MINUTES);
        // Only a later minute begins anew: requests end in another order than they came in.
        return minutes.merge(connection, new Minute(start, 1), (current, one) -> one.start().isAfter(current.start())
                ? one
                : new Minute(current.start(), Math.min(current.rows(), perMinute) + 1)).rows() <= perMinute;
    }

    private record Minute(Instant start, int rows) {}
}
