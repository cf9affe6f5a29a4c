package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.type.IndexColumn;
import java.util.Optional;

/**
 * One stretch of a list, in the order of a column and then of the id; resources without the column's value come last
 * ascending and first descending (RFC 7644 section 3.4.2.3). A descending list is the exact reverse of the ascending one,
 * ids included.
 *
 * @param after the place after which the stretch begins; empty for the beginning
 * @param offset how many rows to pass over after that place
 * @param limit how many rows at most
 */
public record ResourceQuery(
        ConnectionId connection,
        String type,
        Condition condition,
        IndexColumn order,
        boolean descending,
        Optional<Position> after,
        long offset,
        int limit) {

    /**
     * A place in the order: the last resource of the stretch before.
     *
     * @param key the column's value as text (numbers in decimal), empty when the resource has none; for
     *     {@link IndexColumn#ID} the id itself
     */
    public record Position(Optional<String> key, String id) {}
}
