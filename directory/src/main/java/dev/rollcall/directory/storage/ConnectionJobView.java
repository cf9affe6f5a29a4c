package dev.rollcall.directory.storage;

import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.connection.ConnectionId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is left to be done for the users of connections, to read. */
public interface ConnectionJobView {

    /** The last job of that kind, finished or not. */
    Optional<ConnectionJob> find(ConnectionId connection, ConnectionJob.Kind kind);

    /** The last jobs of a connection, one of each kind at most. */
    List<ConnectionJob> of(ConnectionId connection);

    /**
     * Jobs of connections that are there and that are not finished, in the order of the connections' ids.
     *
     * @param after the connection after which to look; empty text for the first ones
     */
    List<ConnectionJob> unfinished(String after, int limit);

    /**
     * The transactions that run beside this session and may write by what was there before its snapshot, each by a name without
     * blanks that none has which begins later. Empty where one writes after the other. Whoever is not among them sees all that this
     * session sees.
     */
    Set<String> running();
}
