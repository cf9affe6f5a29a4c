package dev.rollcall.oauth;

import dev.rollcall.directory.client.ClientId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * An access token whose signature was checked.
 *
 * @param texts all its claims that are texts
 * @param keyId of the key that signed it
 */
record AccessToken(
        ClientId client, String audience, Set<String> scopes, Map<String, String> texts, Instant expiresAt,
        String keyId) {
    AccessToken {
        scopes = Set.copyOf(scopes);
        texts = Map.copyOf(texts);
    }
}
