package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.token.ScimToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The SCIM tokens of connections, to read.
 *
 * <p>Guarantees: a token is there until it is deleted or its connection is, whether or not it is valid any more; whoever
 * accepts one checks that. A token is found through its own connection alone. What is kept of its secret is a hash.
 */
public interface TokenView {

    /** One token. */
    Optional<ScimToken> find(ConnectionId connection, String tokenId);

    /** The connection's tokens by the time of their creation and then by id, expired ones included; as many as there are. */
    List<ScimToken> of(ConnectionId connection);

    /**
     * Tokens of all connections that end at a time or after it and before another one, the earliest first.
     *
     * @param limit how many at most
     */
    List<ScimToken> ending(Instant from, Instant until, int limit);

    /**
     * Tokens of all connections that were made before a time, are valid then and were never used, the oldest first.
     *
     * @param limit how many at most
     */
    List<ScimToken> unused(Instant madeBefore, int limit);
}
