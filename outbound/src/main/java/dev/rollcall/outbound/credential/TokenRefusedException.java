package dev.rollcall.outbound.credential;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;

/** The token endpoint gave no token. The message says what it answered, without any secret. */
public final class TokenRefusedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean credential;
    private final transient Optional<Duration> retryAfter;

    TokenRefusedException(String message, boolean credential, Optional<Duration> retryAfter) {
        super(message, null, false, false);
        this.credential = credential;
        this.retryAfter = retryAfter;
    }

    /** Whether it is the credential that is wrong, so that asking again is in vain. */
    public boolean isCredential() {
        return credential;
    }

    /** How long the endpoint wants to be left alone. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
