package dev.rollcall.directory.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A client that may ask for access tokens: a program that uses the management API, or an identity provider that sends SCIM
 * requests to one connection. It shows that it is it by one of its secrets, by an assertion that it signs itself, or by one that
 * somebody signs whom it names.
 *
 * @param name for people; not unique
 * @param scopes what its access tokens may do at most: words of {@link ManagementScope}, or of a SCIM token's scopes for a client
 *     of a connection
 * @param tokenLifetime of its access tokens
 * @param keySet the public keys of assertions that it signs itself ({@code private_key_jwt}), as a JSON Web Key Set
 * @param federation who signs assertions for it
 * @param createdAt to the millisecond
 * @param lastUsedAt when one of its access tokens last was shown, to about a minute; empty for never
 */
public record OAuthClient(
        ClientId id,
        String name,
        Set<String> scopes,
        Duration tokenLifetime,
        Optional<String> keySet,
        Optional<Federation> federation,
        Instant createdAt,
        Optional<Instant> lastUsedAt) {
    public OAuthClient {
        scopes = Set.copyOf(scopes);
    }
}
