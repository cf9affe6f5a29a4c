package dev.rollcall.oauth;

import dev.rollcall.directory.connection.ConnectionId;
import java.net.URI;
import java.util.Optional;

/**
 * How access tokens name their issuer and what they are for. With a public address they are URLs below it; without one they are
 * the same under every address, so that a token that was asked for at one is good at another.
 */
final class TokenNames {
    private static final String NO_ADDRESS = "urn:rollcall";

    private final Optional<String> base;

    /** @param publicUrl where the service is reached */
    TokenNames(Optional<URI> publicUrl) {
        this.base = publicUrl.map(url -> url.toString().replaceFirst("/+$", ""));
    }

    /** The claim {@code iss}. */
    String issuer() {
        return base.map(url -> url + "/").orElse(NO_ADDRESS);
    }

    /** The audience of tokens for the management API. */
    String management() {
        return base.map(url -> url + "/api/v2/").orElse(NO_ADDRESS + ":management");
    }

    /** The audience of tokens for a connection's SCIM endpoint. */
    String scim(ConnectionId connection) {
        return base.map(url -> url + "/scim/v2/connections/" + connection)
                .orElse(NO_ADDRESS + ":scim:" + connection);
    }
}
