package dev.rollcall.directory.resource;

import dev.rollcall.directory.connection.ConnectionId;
import java.time.Duration;

/** A turn for work in parts: between two of them it goes to another connection that waits. Confined to the thread that has it. */
public final class PartedTurn {
    private final ConnectionTurns turns;
    private final ConnectionId connection;
    private final Presence client;
    private boolean had = true;

    PartedTurn(ConnectionTurns turns, ConnectionId connection, Presence client) {
        this.turns = turns;
        this.connection = connection;
        this.client = client;
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

    boolean isHad() {
        return had;
    }
}
