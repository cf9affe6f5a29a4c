package dev.rollcall.directory.storage;

import dev.rollcall.directory.client.ClientId;
import dev.rollcall.directory.client.ClientSecret;
import dev.rollcall.directory.client.EntraTrust;
import dev.rollcall.directory.client.OAuthClient;
import dev.rollcall.directory.connection.ConnectionId;
import java.time.Instant;
import java.util.Map;

/** The OAuth clients, to read and write. */
public interface ClientStore extends ClientView {

    /**
     * Adds a client. That its connection is there is for the caller to look at, in the same session.
     *
     * @throws StorageException when there is a client of that id
     */
    void insert(OAuthClient client);

    /** Deletes a client with its secrets and the memory of its assertions. @return false when there is none */
    boolean delete(ClientId id);

    /**
     * Adds a secret to a client that is there.
     *
     * @throws StorageException when the client has a secret of that id
     */
    void addSecret(ClientSecret secret);

    /** Deletes a secret. @return false when there is none */
    boolean deleteSecret(ClientId client, String secretId);

    /** Lets a client's secrets expire at that time, but for those that expire earlier. */
    void expireSecrets(ClientId client, Instant at);

    /** Forgets the secrets of a client that had expired at that time. */
    void deleteExpiredSecrets(ClientId client, Instant at);

    /** What became of an assertion. */
    enum AssertionUse {
        /** It is used now, for the first time. */
        FIRST,
        /** It was used before. */
        AGAIN,
        /** So many of its client are remembered that no other can be. */
        TOO_MANY
    }

    /**
     * Remembers that an assertion was used, and forgets some that have expired.
     *
     * <p>Guarantees: of all uses of one assertion before it expires, in this process and in others, one is the first.
     *
     * @param assertion its {@code jti}, hashed
     * @param expiresAt until when it is remembered
     * @param limit how many may be remembered of this client
     */
    AssertionUse use(ClientId client, String assertion, Instant expiresAt, Instant now, int limit);

    /**
     * Makes it what the connection trusts Entra with, instead of what was there.
     *
     * @throws StorageException when another connection trusts the same tenant with the same pin
     */
    void trust(EntraTrust trust);

    /**
     * Records uses of clients' access tokens. The time of the last use never goes back: an earlier one than is recorded is passed
     * over, and so are clients that are gone.
     */
    void touch(Map<ClientId, Instant> lastUsedAt);

    /** Records a use of Entra's own tokens at a connection, in the same way. */
    void touchTrust(ConnectionId connection, Instant lastUsedAt);

    /** Ends a connection's trust in Entra. @return false when there is none */
    boolean distrust(ConnectionId connection);
}
