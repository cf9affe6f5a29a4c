package dev.rollcall.directory.stream;

import java.time.Instant;
import java.util.Optional;

/**
 * A secret that webhooks are signed with, by Standard Webhooks.
 *
 * @param secret {@code whsec_} and base64 of 24 to 64 bytes
 * @param validUntil empty for one that is in force until it is taken away
 */
public record SigningSecret(String secret, Instant createdAt, Optional<Instant> validUntil) {
    /** What each begins with. */
    public static final String PREFIX = "whsec_";

    /** How many a stream has at most. */
    public static final int MOST = 3;

    /** Whether it is in force at that moment. */
    public boolean isValidAt(Instant now) {
        return validUntil.filter(until -> !now.isBefore(until)).isEmpty();
    }

    /** The same, in force until that moment at most. */
    public SigningSecret endingBy(Instant moment) {
        return new SigningSecret(secret, createdAt,
                validUntil.filter(until -> until.isBefore(moment)).or(() -> Optional.of(moment)));
    }

    @Override
    public String toString() {
        return "SigningSecret[redacted]";
    }
}
