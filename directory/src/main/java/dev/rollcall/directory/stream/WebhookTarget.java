package dev.rollcall.directory.stream;

import java.net.URI;
import java.time.Duration;

/**
 * A receiver of events, each signed by Standard Webhooks.
 *
 * @param endpoint to which each event is posted
 * @param timeout of one request
 */
public record WebhookTarget(URI endpoint, TargetAccess access, Duration timeout, int concurrency, TargetNetwork network)
        implements
            DestinationSettings {
    @Override
    public String kind() {
        return "webhook";
    }
}
