package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;

/**
 * The connections, to read and write.
 *
 * <p>Guarantees: a deletion is one short step, however much the connection owned. The connection and its tokens are gone
 * with the commit, so that nobody gets in any more; what else it owned is found by its id until
 * {@link Chore.SweepConnection} takes it away in chunks, so whoever serves a connection looks first whether it is there.
 */
public interface ConnectionStore extends ConnectionView {

    /**
     * Adds a connection.
     *
     * @param connection its id was never used before: what is left of a deleted one may still be there
     * @return false, and nothing is changed, when the id is taken, or the name without regard to case
     */
    boolean insert(Connection connection);

    /**
     * Says whether a connection's requests are read by the letter of the RFCs.
     *
     * @return false when there is none
     */
    boolean setStrict(ConnectionId id, boolean strict);

    /**
     * Deletes a connection; its name is free again.
     *
     * @return false when there is none
     */
    boolean delete(ConnectionId id);
}
