package dev.rollcall.outbound.credential;

import java.time.Instant;

/** Signs what shows a token endpoint that Rollcall itself is the client (RFC 7523 section 2.2). */
@FunctionalInterface
public interface AssertionSource {
    /**
     * A signed JWT, good for minutes.
     *
     * @param audience the URL of the token endpoint
     */
    String assertion(String clientId, String audience, Instant now);
}
