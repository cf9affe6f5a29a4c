package dev.rollcall.directory.resource;

import dev.rollcall.directory.connection.ConnectionId;
import java.time.Duration;
import java.util.function.Function;

/**
 * Whose turn it is to have a bulk request worked. One is as much work as the requests that it stands for, one after the other,
 * and its body is in memory until the last of them is done.
 *
 * <p>Guarantees: at most so many bulk requests are worked at a time, of one connection at most half of them (at least one), and
 * the connections take turns, also between two operations: a request of many operations keeps another connection waiting for one of
 * them. No other request ever waits here. Safe for use by many threads.
 */
public final class BulkTurns {
    /** How many bulk requests of one connection may wait; what they hold of memory has its own budget. */
    static final int WAITING = 16;

    private final ConnectionTurns turns;

    /**
     * @param atOnce how many are worked at a time; the setting {@code limits.bulk-requests}
     * @param patience how long one waits for its turn; the setting {@code limits.bulk-wait}
     */
    public BulkTurns(int atOnce, Duration patience) {
        this.turns = new ConnectionTurns(atOnce, WAITING, patience, new ConnectionTurns.Refusals(
                "This connection has " + WAITING + " bulk requests waiting. Send one after the other.",
                "Other bulk requests kept this one waiting for " + patience.toSeconds()
                        + " s (limits.bulk-wait); nothing was done. Try again in a few seconds."));
    }

    /**
     * Waits for the connection's turn and works a bulk request in it.
     *
     * @param work lets others go first between two operations
     * @param client looked after while the request waits
     * @throws dev.rollcall.scim.ScimException 429 when too many of the connection wait already, 503 when its turn does not come
     *     in time, 499 when the client has left before
     */
    public <T> T inTurn(ConnectionId connection, Presence client, Function<PartedTurn, T> work) {
        return turns.inTurn(connection, client, work);
    }

    /** How many are worked. */
    public int running() {
        return turns.running();
    }

    /** How many wait for a turn, and how many were refused since the start. */
    public TurnUse use() {
        return turns.use();
    }
}
