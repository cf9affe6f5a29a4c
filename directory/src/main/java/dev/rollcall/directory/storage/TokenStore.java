package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.token.ScimToken;
import java.time.Instant;
import java.util.Map;

/**
 * The SCIM tokens of connections, to read and write.
 *
 * <p>Guarantees: a deleted token is found by no read that begins after the commit.
 */
public interface TokenStore extends TokenView {

    /**
     * Adds a token. That its connection is there is for the caller to look at, in the same session.
     *
     * @throws StorageException when the connection has a token of that id already
     */
    void insert(ScimToken token);

    /** Deletes a token. @return false when there is none */
    boolean delete(ConnectionId connection, String tokenId);

    /**
     * Records uses. The time of the last use never goes back: an earlier one than is recorded is passed over, and so are
     * tokens that are gone.
     *
     * @param lastUsedAt the times by token id
     */
    void touch(ConnectionId connection, Map<String, Instant> lastUsedAt);
}
