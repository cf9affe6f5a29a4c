package dev.rollcall.directory.resource;

import dev.rollcall.directory.connection.ConnectionId;
import java.util.function.Supplier;

/**
 * What one request computes: at once while it is small, in the connection's turn of {@link ProcessorTurns} when it is large.
 *
 * <p>Confined to the thread that serves the request, which has made it: the store's threads must never wait for a turn, because
 * others wait for them.
 */
public final class Effort {
    /** Bytes of a body or of a document from which on a request is large. */
    public static final int LARGE = 64 * 1024;

    private final ConnectionTurns turns;
    private final ConnectionId connection;
    private final Presence client;
    private final Thread server = Thread.currentThread();
    private long body;
    private boolean inTurn;

    Effort(ConnectionTurns turns, ConnectionId connection, Presence client) {
        this.turns = turns;
        this.connection = connection;
        this.client = client;
    }

    /** The request has a body of so many bytes; from now on, what it computes is computed for them. */
    public void body(long bytes) {
        body = bytes;
    }

    /**
     * Computes something of the request's body. The work must not wait for anything.
     *
     * @throws dev.rollcall.scim.ScimException 429 when too many large requests of the connection wait already, 503 when its
     *     turn does not come in time, 499 when the client has left before
     */
    public <T> T spend(Supplier<T> work) {
        return spend(0, work);
    }

    /**
     * The same for a document of so many bytes.
     *
     * @throws dev.rollcall.scim.ScimException as the other
     */
    <T> T spend(long bytes, Supplier<T> work) {
        if (inTurn || Math.max(body, bytes) < LARGE) {
            return work.get();
        }
        if (Thread.currentThread() != server) {
            throw new IllegalStateException("A large request computes on a thread that others wait for");
        }
        return turns.inTurn(connection, client, () -> {
            inTurn = true;
            try {
                return work.get();
            } finally {
                inTurn = false;
            }
        });
    }
}
