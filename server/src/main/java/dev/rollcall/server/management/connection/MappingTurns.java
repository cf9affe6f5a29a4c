package dev.rollcall.server.management.connection;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.resource.Effort;
import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.resource.ProcessorTurns;
import dev.rollcall.server.management.ManagementRequest;
import java.util.function.Supplier;

/** Whose turn it is to make a mapping of rows: that is much work however few bytes they have, and always the connection's. */
public final class MappingTurns {
    private final ProcessorTurns turns;

    /** @param turns of the house */
    public MappingTurns(ProcessorTurns turns) {
        this.turns = turns;
    }

    /**
     * Computes it in the connection's turn.
     *
     * @param work waits for nothing, least of all the store
     * @throws dev.rollcall.scim.ScimException as {@link Effort#spend} does
     */
    <T> T spend(ManagementRequest request, ConnectionId connection, Supplier<T> work) {
        return spend(connection, request.client(), work);
    }

    /** The same. @param client looked after while it waits for the turn */
    public <T> T spend(ConnectionId connection, Presence client, Supplier<T> work) {
        Effort effort = turns.effort(connection, client);
        effort.body(Effort.LARGE);
        return effort.spend(work);
    }
}
