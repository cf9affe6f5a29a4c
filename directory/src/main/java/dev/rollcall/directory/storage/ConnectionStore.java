package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.DeletionPolicy;
import dev.rollcall.directory.connection.DepartureGuard;
import dev.rollcall.directory.connection.DepartureWindow;
import dev.rollcall.directory.connection.EndpointState;
import dev.rollcall.directory.connection.MeClaim;
import dev.rollcall.scim.tolerance.Dialect;
import java.util.Optional;

/**
 * The connections, to read and write.
 *
 * <p>Guarantees: a deletion is one short step, however much the connection owned. The connection, its tokens, its clients and
 * its trust are gone with the commit, so that nobody gets in any more; what else it owned is found by its id until
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
     * Says which tolerances a connection's requests are read by.
     *
     * @return false when there is none
     */
    boolean setDialect(ConnectionId id, Dialect dialect);

    /**
     * Says whether a connection's SCIM endpoint serves.
     *
     * @return false when there is none
     */
    boolean setEndpoint(ConnectionId id, EndpointState state);

    /**
     * Says what holds many deletions and deactivations of a connection's users at once; empty for nothing. Those who left
     * before do not count any more.
     *
     * @return false when there is none
     */
    boolean setGuard(ConnectionId id, Optional<DepartureGuard> guard);

    /**
     * Makes a guard hold.
     *
     * @param guard as it was when somebody had to be held
     * @return false, and nothing is changed, when the connection has another one by now
     */
    boolean hold(ConnectionId id, DepartureGuard guard);

    /** Who left a connection lately; nobody else reads or changes that until this session is over. */
    DepartureWindow lockDepartures(ConnectionId id);

    /** Takes down who left a connection lately, after {@link #lockDepartures}. */
    void setDepartures(ConnectionId id, DepartureWindow departures);

    /**
     * Says what becomes of users whom a connection's identity provider deletes from now on.
     *
     * @return false when there is none
     */
    boolean setDeletionPolicy(ConnectionId id, DeletionPolicy policy);

    /**
     * Says which claim of an access token says whose {@code /Me} of a connection is.
     *
     * @return false when there is none
     */
    boolean setMeClaim(ConnectionId id, MeClaim claim);

    /**
     * Deletes a connection. Its name is free again, but {@link #isSpent spent} with its strategy if it ever had people.
     *
     * @return false when there is none
     */
    boolean delete(ConnectionId id);

    /**
     * Takes back a connection that was being made and that nobody has used yet: as {@link #delete}, but its name is not spent.
     *
     * @return false when there is none
     */
    boolean discard(ConnectionId id);
}
