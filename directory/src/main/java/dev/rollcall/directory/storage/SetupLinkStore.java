package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.setup.SetupLink;
import dev.rollcall.directory.setup.SetupProgress;
import java.time.Instant;
import java.util.Set;

/**
 * The set-up links of connections, to read and write.
 *
 * <p>Guarantees: a deleted link is found by no read that begins after the commit.
 */
public interface SetupLinkStore extends SetupLinkView {

    /**
     * Adds a link. That its connection is there is for the caller to look at, in the same session.
     *
     * @throws StorageException when there is one of that id, secret or cookie already
     */
    void insert(SetupLink link);

    /** Deletes a link. @return false when there is none */
    boolean delete(ConnectionId connection, String linkId);

    /** Forgets those of a connection that had expired by then. */
    void deleteExpired(ConnectionId connection, Instant now);

    /**
     * Counts one more token.
     *
     * @return false when the link is not there, has expired by then, or has made as many as it may
     */
    boolean countToken(ConnectionId connection, String linkId, Instant now);

    /** Keeps which token was made by a link. @param tokenId without a blank */
    void madeToken(ConnectionId connection, String linkId, String tokenId);

    /** Keeps which steps are ticked off. @return false when the link is not there */
    boolean tick(ConnectionId connection, String linkId, Set<String> ticked);

    /**
     * Keeps what has arrived.
     *
     * @param before what was known before it was looked at
     * @return false when the link is not there, or something else is known of it by now
     */
    boolean progress(ConnectionId connection, String linkId, SetupProgress before, SetupProgress progress);
}
