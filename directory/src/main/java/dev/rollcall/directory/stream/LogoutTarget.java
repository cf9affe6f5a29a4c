package dev.rollcall.directory.stream;

import dev.rollcall.directory.connection.ConnectionId;
import java.net.URI;
import java.time.Duration;

/**
 * The logout URL of a connection, to which OIDC back-channel logout tokens go.
 *
 * @param audience whom the tokens are for
 */
public record LogoutTarget(
        ConnectionId connection, URI endpoint, String audience, Duration timeout, int concurrency,
        TargetNetwork network) implements DestinationSettings {
    @Override
    public String kind() {
        return "logout";
    }
}
