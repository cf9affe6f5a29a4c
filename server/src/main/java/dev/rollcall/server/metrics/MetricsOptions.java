package dev.rollcall.server.metrics;

import java.util.Optional;

/**
 * Who may read the metrics. Without a token and without a listener of its own nobody may, and nothing is counted.
 *
 * @param token the bearer token that readers send; the setting {@code metrics.token}
 * @param listener where they are served when not beside everything else
 */
public record MetricsOptions(Optional<String> token, Optional<Listener> listener) {
    /** The least length of a token, in characters. */
    public static final int TOKEN_LENGTH = 16;

    /**
     * An address that serves the metrics and nothing else, without TLS.
     *
     * @param host the setting {@code metrics.host}
     * @param port the setting {@code metrics.port}; 0 picks a free one
     */
    public record Listener(String host, int port) {}

    public MetricsOptions {
        if (token.filter(secret -> secret.length() < TOKEN_LENGTH).isPresent()) {
            throw new IllegalArgumentException(
                    "metrics.token must have at least " + TOKEN_LENGTH
                            + " characters. Make one with: openssl rand -hex 32");
        }
    }

    /** Nobody may. */
    public static MetricsOptions off() {
        return new MetricsOptions(Optional.empty(), Optional.empty());
    }

    /** Whether anybody may. */
    public boolean on() {
        return token.isPresent() || listener.isPresent();
    }
}
