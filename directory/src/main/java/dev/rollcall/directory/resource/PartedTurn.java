package dev.rollcall.directory.resource;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.scim.ScimException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A turn for work in parts: between two of them it goes to another connection that waits, and it can be given back while something
 * else is waited for. Confined to the thread that has it.
 */
public final class PartedTurn {
    private final ConnectionTurns turns;
    private final ConnectionId connection;
    private final Presence client;
    private final long deadline;
    private boolean had = true;

    /** @param deadline until when it was waited for at most, in the time of {@link System#nanoTime} */
    PartedTurn(ConnectionTurns turns, ConnectionId connection, Presence client, long deadline) {
        this.turns = turns;
        this.connection = connection;
        this.client = client;
        this.deadline = deadline;
    }

    /**
     * Lets a connection that waits have the turn, and waits until it comes again; at once when nobody waits who may have it.
     *
     * @param most how long
     * @return false when it did not come in that time, or the client has left meanwhile; then the turn is over
     */
    public boolean letOthersGoFirst(Duration most) {
        if (!had) {
            throw new IllegalStateException("The turn is over");
        }
        // Not had while it is waited for, so that nobody gives back a turn that another one has.
        had = false;
        had = turns.letOthersGoFirst(connection, client, most);
        return had;
    }

    /**
     * Gives the turn back, waits for something else without it, and takes a turn again if there is one at once. Where there is none,
     * what was waited for is given up before the turn is waited for, ahead of those of the connection that had none yet: nobody keeps
     * the one while he waits for the other, so that whoever has one of them, or both, is held up by nobody who waits here.
     *
     * @param wait waits for it, for so long at most: what is left of the time in which the turn was to come. One deadline is for
     *     all of it, however often it is tried.
     * @param giveUp gives it up
     * @return whether it was kept; the turn is had in any case
     * @throws ScimException 503 when the turn does not come again in time, 499 when the client has left; the turn is over then, as it
     *     is after what the other wait throws
     */
    public boolean apart(Consumer<Duration> wait, Runnable giveUp) {
        if (!had) {
            throw new IllegalStateException("The turn is over");
        }
        had = false;
        boolean kept = turns.apart(connection, client, wait, giveUp, deadline);
        had = true;
        return kept;
    }

    boolean isHad() {
        return had;
    }
}
