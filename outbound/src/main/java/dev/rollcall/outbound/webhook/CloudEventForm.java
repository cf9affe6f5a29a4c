package dev.rollcall.outbound.webhook;

import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.directory.rendering.RenderedEvent;
import dev.rollcall.directory.stream.SigningSecret;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.TargetSecrets;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.Exchanges;
import dev.rollcall.outbound.delivery.Learned;
import dev.rollcall.outbound.post.EventPost;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * CloudEvents, signed by Standard Webhooks.
 *
 * <p>Guarantees: a body has {@value WebhookForm#LARGEST} bytes at most, without {@code previous_object} where that is too much, and is
 * a failure beyond.
 */
final class CloudEventForm implements WebhookForm {
    private static final List<ScimHeader> HEADERS = List.of(
            new ScimHeader("Content-Type", "application/json"),
            new ScimHeader("Accept", "*/*"),
            new ScimHeader("User-Agent", "Rollcall"));

    private final StreamId stream;
    private final TargetSecrets secrets;
    private final String tenant;

    /** @param tenant the name of this installation, which stands in each event */
    CloudEventForm(StreamId stream, TargetSecrets secrets, String tenant) {
        this.stream = stream;
        this.secrets = secrets;
        this.tenant = tenant;
    }

    @Override
    public Written write(RenderedEvent event, StreamDelivery delivery, Instant now) {
        ObjectNode cloudEvent = event.cloudEvent(tenant, Optional.of(stream.value()));
        if (delivery.late()) {
            cloudEvent.put("rollcalllate", true);
        }
        return RenderedEvent.bytes(cloudEvent, LARGEST)
                .map(bytes -> signed(delivery, new String(bytes, StandardCharsets.UTF_8), now))
                .orElseGet(() -> new Settled(new DeliveryOutcome.Final(
                        "the event is larger than " + LARGEST + " bytes", Learned.nothing(), Exchanges.none())));
    }

    @Override
    public Written writeTest(StreamDelivery delivery, String payload, Instant now) {
        return signed(delivery, payload, now);
    }

    private Written signed(StreamDelivery delivery, String body, Instant now) {
        List<SigningSecret> inForce = secrets.inForce(now);
        if (inForce.isEmpty()) {
            return new Settled(new DeliveryOutcome.Unauthorized(
                    "the stream has no signing secret in force; rotate it", true, false, Learned.nothing(),
                    Exchanges.none()));
        }
        List<ScimHeader> headers = new ArrayList<>(HEADERS);
        headers.addAll(StandardWebhook.headers(delivery.event().text(), now, body, inForce));
        return new Posted(new EventPost.Message("POST", headers, Optional.of(body), Optional.of(body)));
    }
}
