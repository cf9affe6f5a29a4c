package dev.rollcall.directory.token;

import dev.rollcall.directory.connection.ConnectionId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept of a SCIM token: never the secret, only its SHA-256.
 *
 * @param tokenId {@code tok_} and 16 letters or digits; the part of the token before the dot
 * @param hash the SHA-256 of the whole token text, as 64 lower-case hex digits
 * @param validUntil when it expires; empty for never
 * @param lastUsedAt the last use, to about a minute; empty for never
 */
public record ScimToken(
        ConnectionId connectionId,
        String tokenId,
        String hash,
        Set<TokenScope> scopes,
        Instant createdAt,
        Optional<Instant> validUntil,
        Optional<Instant> lastUsedAt) {
    public ScimToken {
        scopes = Set.copyOf(scopes);
    }
}
