package dev.rollcall.directory.client;

import java.util.Optional;

/**
 * A request for an access token (RFC 6749 section 4.4.2), wherever its parts were written.
 *
 * @param grantType the parameter {@code grant_type}
 * @param assertionType the parameter {@code client_assertion_type}
 * @param assertion the parameter {@code client_assertion}
 * @param baseUrl the address under which the request came, without a slash at its end
 */
public record TokenRequest(
        Optional<String> grantType,
        Optional<String> clientId,
        Optional<String> clientSecret,
        Optional<String> assertionType,
        Optional<String> assertion,
        Optional<String> audience,
        Optional<String> scope,
        String baseUrl) {
    /** Without the secret and the assertion, so that no log line can hold them by mistake. */
    @Override
    public String toString() {
        return "TokenRequest[" + clientId.orElse("?") + "]";
    }
}
