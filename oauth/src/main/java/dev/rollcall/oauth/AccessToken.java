package dev.rollcall.oauth;

import dev.rollcall.directory.client.ClientId;
import java.time.Instant;
import java.util.Set;

/**
 * An access token whose signature was checked.
 *
 * @param keyId of the key that signed it
 */
record AccessToken(ClientId client, String audience, Set<String> scopes, Instant expiresAt, String keyId) {
    AccessToken {
        scopes = Set.copyOf(scopes);
    }
}
