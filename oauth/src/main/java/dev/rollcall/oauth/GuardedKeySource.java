package dev.rollcall.oauth;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.TransportException;
import dev.rollcall.directory.access.KeysUnavailableException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Fetches key sets as {@link GuardedHttp} asks. */
record GuardedKeySource(GuardedHttp http) implements IssuerKeys.Source {
    @Override
    public PublicKeySet fetch(URI keySet) {
        try {
            ScimAnswer answer = http.get(keySet, "application/jwk-set+json, application/json");
            if (answer.status() != 200) {
                throw new KeysUnavailableException("The keys at " + keySet + " were answered with "
                        + answer.status() + ". Check that address, and try again in a minute.");
            }
            return PublicKeySet.parse(new String(answer.body(), StandardCharsets.UTF_8));
        } catch (TransportException | IllegalArgumentException e) {
            throw new KeysUnavailableException("The keys at " + keySet + " cannot be had. " + e.getMessage(), e);
        }
    }
}
