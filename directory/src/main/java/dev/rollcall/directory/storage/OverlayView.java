package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What only the product has of people, to read.
 *
 * <p>Guarantees: nothing of it is read or written for SCIM. Of a person who is deleted there is none.
 */
public interface OverlayView {

    /** Of one person; empty when the product has nothing of its own. */
    Optional<StoredOverlay> find(PersonKey person);

    /**
     * Of these people of a connection, in that order, as far as there is room.
     *
     * @param maxBytes how many bytes of them; the stretch ends with the one that reaches them, so that it has at least one
     */
    OverlayStretch of(ConnectionId connection, List<String> ids, long maxBytes);

    /** The revisions of these people's overlays by their ids; whoever has none is left out. */
    Map<String, Long> revisions(ConnectionId connection, Collection<String> ids);

    /**
     * Ids of people whom the administrator has blocked, in order.
     *
     * @param after the id after which to look; empty text for the first ones
     */
    List<String> blocked(ConnectionId connection, String after, int limit);

    /** People of all connections whose block ends at that time or before it, the earliest first; kept ones who are deleted are among them. */
    List<PersonKey> ending(Instant time, int limit);

    /** The connections of which somebody's block ends at that time or before it, in the order of their ids, behind that one. */
    List<ConnectionId> connectionsOfEnding(Instant time, String after, int limit);

    /**
     * People of one connection whose block ends at that time or before it, the earliest first; kept ones who are deleted are
     * among them.
     *
     * @param after the one behind which to look; empty for the first ones
     */
    List<EndingBlock> ending(ConnectionId connection, Instant time, Optional<EndingBlock> after, int limit);
}
