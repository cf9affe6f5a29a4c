package dev.rollcall.directory.client;

import dev.rollcall.directory.connection.ConnectionId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a client is to be made of.
 *
 * @param connection whose SCIM endpoint it may call; empty for a client of the management API
 * @param tokenLifetime of its access tokens
 * @param keySet the public keys of assertions that it signs itself, as a JSON Web Key Set that was looked through
 * @param secretLifetime of its first secret; empty for one that never expires
 */
public record ClientDraft(
        Optional<ConnectionId> connection,
        String name,
        Set<String> scopes,
        Duration tokenLifetime,
        Optional<String> keySet,
        Optional<Federation> federation,
        Optional<Duration> secretLifetime) {
    /** How long the tokens of the management API are valid; Auth0's. */
    public static final Duration MANAGEMENT_LIFETIME = Duration.ofHours(24);

    /** The shortest life of a connection's access token that Microsoft's gallery allows. */
    public static final Duration SHORTEST_LIFETIME = Duration.ofMinutes(60);

    /** The longest life of a connection's access token that Microsoft's gallery allows. */
    public static final Duration LONGEST_LIFETIME = Duration.ofMinutes(360);

    public ClientDraft {
        scopes = Set.copyOf(scopes);
    }

    /** A client of the management API with a secret that never expires. */
    public static ClientDraft management(String name, Set<String> scopes) {
        return new ClientDraft(Optional.empty(), name, scopes, MANAGEMENT_LIFETIME, Optional.empty(), Optional.empty(),
                Optional.empty());
    }

    /** A client of a connection with a secret that never expires, and tokens that live an hour. */
    public static ClientDraft of(ConnectionId connection, String name, Set<String> scopes) {
        return new ClientDraft(Optional.of(connection), name, scopes, SHORTEST_LIFETIME, Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    /** The same with another life of its access tokens. */
    public ClientDraft withTokenLifetime(Duration lifetime) {
        return new ClientDraft(connection, name, scopes, lifetime, keySet, federation, secretLifetime);
    }

    /** The same, but it signs assertions itself and has no secret. */
    public ClientDraft withKeySet(String publicKeys) {
        return new ClientDraft(connection, name, scopes, tokenLifetime, Optional.of(publicKeys), federation,
                secretLifetime);
    }

    /** The same, but somebody signs assertions for it, and it has no secret. */
    public ClientDraft withFederation(Federation signer) {
        return new ClientDraft(connection, name, scopes, tokenLifetime, keySet, Optional.of(signer), secretLifetime);
    }

    /** The same with a first secret that expires. */
    public ClientDraft withSecretLifetime(Duration lifetime) {
        return new ClientDraft(connection, name, scopes, tokenLifetime, keySet, federation, Optional.of(lifetime));
    }
}
