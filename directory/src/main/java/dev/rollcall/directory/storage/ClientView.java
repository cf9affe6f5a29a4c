package dev.rollcall.directory.storage;

import dev.rollcall.directory.client.ClientId;
import dev.rollcall.directory.client.ClientSecret;
import dev.rollcall.directory.client.EntraTrust;
import dev.rollcall.directory.client.OAuthClient;
import dev.rollcall.directory.connection.ConnectionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The OAuth clients of the management API and of connections, with what shows that they are it, to read.
 *
 * <p>Guarantees: a client is there until it is deleted or its connection is; that its connection is there is for the caller to
 * look at. Expired secrets are there like others; whoever accepts one checks that. What is kept of a secret is a hash.
 */
public interface ClientView {

    /** One client. */
    Optional<OAuthClient> find(ClientId id);

    /**
     * All clients of a connection, or of the management API, by the time of their creation and then by id.
     *
     * @param connection empty for those of the management API
     */
    List<OAuthClient> of(Optional<ConnectionId> connection);

    /** A client's secrets by the time of their creation and then by id. */
    List<ClientSecret> secrets(ClientId client);

    /**
     * Secrets of all clients that end at a time or after it and before another one, the earliest first.
     *
     * @param limit how many at most
     */
    List<ClientSecret> secretsEnding(Instant from, Instant until, int limit);

    /** One secret of a client. */
    Optional<ClientSecret> secret(ClientId client, String secretId);

    /** What a connection trusts Entra with. */
    Optional<EntraTrust> trust(ConnectionId connection);

    /** Every connection's trust in that tenant, by the id of the connection. */
    List<EntraTrust> trustIn(String tenant);
}
