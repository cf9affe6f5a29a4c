package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.Strategy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The connections, to read.
 *
 * <p>Guarantees: a connection is there from the commit that added it to the one that deleted it. Ids and names are unique,
 * names by their {@link dev.rollcall.scim.text.Folding folding}, so without regard to case.
 *
 * <p>Each method throws a {@link StorageException} when a connection has a strategy that this version does not know.
 */
public interface ConnectionView {

    /** The connection of that id. */
    Optional<Connection> find(ConnectionId id);

    /** The connection of that name, in any case. */
    Optional<Connection> named(String name);

    /**
     * Whether a connection of that name, in any case, and of that strategy is gone that had people: both are in their user_ids,
     * which are never somebody else's.
     */
    boolean isSpent(String name, Strategy strategy);

    /** All connections by the time of their creation and then by id; as many as there are. */
    List<Connection> all();

    /** Some connections, by the time of their creation and then by id. */
    List<Connection> page(ConnectionQuery query);

    /** Those whose names begin so, without regard to case, by their names. @param limit how many at most */
    List<Connection> beginning(String prefix, int limit);

    /**
     * Those that are paused, or whose guard holds users who would leave, by the time of their creation.
     *
     * @param limit how many at most
     */
    List<Connection> stopped(int limit);

    /** A connection to which nobody gets in any more from a moment on. @param end of its last credential */
    record Lapsing(Connection connection, Instant end) {}

    /**
     * Connections with an endpoint whose every credential has an end, the last one at a time or after it and before another one; the one
     * that ends first comes first. Credentials are tokens, secrets of OAuth clients, and what needs no secret of ours and has no end.
     *
     * @param limit how many at most
     */
    List<Lapsing> lapsing(Instant from, Instant until, int limit);

    /** How many a query would find without its position, offset and limit. */
    long count(ConnectionQuery query);
}
