package dev.rollcall.directory.stream;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A receiver of events, each signed: by Standard Webhooks, or as a Security Event Token.
 *
 * @param endpoint to which each event is posted
 * @param audience whom Security Event Tokens are for; empty for the address of the endpoint
 * @param timeout of one request
 */
public record WebhookTarget(
        URI endpoint, WebhookFormat format, Optional<String> audience, TargetAccess access, Duration timeout,
        int concurrency, TargetNetwork network) implements DestinationSettings {

    /** One that is posted CloudEvents. */
    public WebhookTarget(URI endpoint, TargetAccess access, Duration timeout, int concurrency, TargetNetwork network) {
        this(endpoint, WebhookFormat.CLOUD_EVENTS, Optional.empty(), access, timeout, concurrency, network);
    }

    @Override
    public String kind() {
        return "webhook";
    }

    /** Whether the stream has secrets of its own to sign with. */
    public boolean hasSecrets() {
        return !format.isSecurityEvent();
    }
}
