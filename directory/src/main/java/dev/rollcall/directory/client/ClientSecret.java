package dev.rollcall.directory.client;

import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of a client's secret: its SHA-256, never the secret.
 *
 * @param secretId {@code sec_} and 16 letters or digits; the part of the secret before the dot
 * @param hash the SHA-256 of the whole text of the secret, as 64 lower-case hex digits
 * @param validUntil when it expires; empty for never
 */
public record ClientSecret(
        ClientId clientId, String secretId, String hash, Instant createdAt, Optional<Instant> validUntil) {

    /** Whether it is worth anything at that time. */
    public boolean isValidAt(Instant time) {
        return validUntil.filter(until -> !time.isBefore(until)).isEmpty();
    }
}
