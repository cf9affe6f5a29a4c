package dev.rollcall.directory.resource;

import dev.rollcall.directory.connection.ConnectionId;
import java.time.Duration;

/**
 * Whose turn it is to keep a processor busy. Reading, planning and writing a large document takes tens of milliseconds of a
 * processor and leaves much for the collector of garbage; were all large requests served at once, every small one would wait
 * for them.
 *
 * <p>Guarantees: at most so many large requests compute at a time, of one connection at most half of them (at least one), and the
 * connections take turns; small requests never wait here. A turn is for computing alone: nobody has one while it waits for the
 * store, for memory or for its client, so that a turn always ends soon. Safe for use by many threads.
 *
 * <p>Each request takes its turns by its {@link Effort}.
 */
public final class ProcessorTurns {
    /** How many large requests of one connection may wait. Those with large bodies hold memory, which has its own budget. */
    static final int WAITING = 64;

    private final ConnectionTurns turns;

    /**
     * @param atOnce how many compute at a time; the setting {@code limits.large-requests}
     * @param patience how long one waits for a turn; the setting {@code limits.large-request-wait}
     */
    public ProcessorTurns(int atOnce, Duration patience) {
        this.turns = new ConnectionTurns(atOnce, WAITING, patience, new ConnectionTurns.Refusals(
                "This connection has " + WAITING + " large requests waiting. Send one after the other.",
                "Other large requests kept this one waiting for " + patience.toSeconds()
                        + " s (limits.large-request-wait); nothing was changed. Try again in a few seconds, or send less at"
                        + " a time."));
    }

    /**
     * What a request of this connection computes.
     *
     * @param client looked after while the request waits for a turn
     */
    public Effort effort(ConnectionId connection, Presence client) {
        return new Effort(turns, connection, client);
    }

    /** How many requests compute in a turn. */
    public int running() {
        return turns.running();
    }

    /** How many wait for a turn, and how many were refused since the start. */
    public TurnUse use() {
        return turns.use();
    }
}
