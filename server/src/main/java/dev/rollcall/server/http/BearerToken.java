package dev.rollcall.server.http;

import java.util.Optional;

/** Reads the bearer token of an {@code Authorization} header (RFC 6750 section 2.1); the scheme's case does not matter. */
public final class BearerToken {
    private static final String SCHEME = "Bearer";

    private BearerToken() {}

    /** The token; empty when the header is missing, of another scheme, or without a token. */
    public static Optional<String> of(Optional<String> authorization) {
        if (authorization.isEmpty()) {
            return Optional.empty();
        }
        String value = authorization.get().strip();
        boolean bearer = value.length() > SCHEME.length()
                && value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && value.charAt(SCHEME.length()) == ' ';
        String token = bearer ? value.substring(SCHEME.length() + 1).strip() : "";
        return token.isEmpty() ? Optional.empty() : Optional.of(token);
    }
}
