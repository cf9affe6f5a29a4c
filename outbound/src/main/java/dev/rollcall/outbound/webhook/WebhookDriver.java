package dev.rollcall.outbound.webhook;

import dev.rollcall.client.http.HttpTransport;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.directory.rendering.EventSource;
import dev.rollcall.directory.rendering.RenderedEvent;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.SigningSecret;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.TargetSecrets;
import dev.rollcall.mapping.expression.RowExpressionException;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryWork;
import dev.rollcall.outbound.delivery.Exchanges;
import dev.rollcall.outbound.delivery.Learned;
import dev.rollcall.outbound.delivery.TargetDriver;
import dev.rollcall.outbound.delivery.WorkClock;
import dev.rollcall.outbound.post.EventFilter;
import dev.rollcall.outbound.post.EventPost;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Posts each event to a receiver as a signed CloudEvent.
 *
 * <p>Guarantees: an event goes out with the same id and the same content each time, but for the time of the attempt and the mark of
 * one that comes late; its body has {@value #LARGEST} bytes at most, without {@code previous_object} where that is too much, and
 * is a failure beyond. What a filter passes over says why. An event whose record is gone is a failure, never a success.
 */
final class WebhookDriver implements TargetDriver {
    /** Bytes of a body. */
    static final int LARGEST = 1_048_576;

    private static final List<ScimHeader> HEADERS = List.of(
            new ScimHeader("Content-Type", "application/json"),
            new ScimHeader("Accept", "*/*"),
            new ScimHeader("User-Agent", "Rollcall"));

    private static final EventPost.Message PROBE = new EventPost.Message("HEAD", HEADERS.subList(1, HEADERS.size()),
            Optional.empty(), Optional.empty());

    private final EventStream stream;
    private final TargetSecrets secrets;
    private final EventSource source;
    private final EventFilter filter;
    private final EventPost post;
    private final List<HttpTransport> connections;
    private final String tenant;

    WebhookDriver(
            EventStream stream, TargetSecrets secrets, EventSource source, EventFilter filter, EventPost post,
            List<HttpTransport> connections, String tenant) {
        this.stream = stream;
        this.secrets = secrets;
        this.source = source;
        this.filter = filter;
        this.post = post;
        this.connections = List.copyOf(connections);
        this.tenant = tenant;
    }

    @Override
    public DeliveryOutcome deliver(DeliveryWork work, WorkClock clock) {
        StreamDelivery delivery = work.deliveries().getFirst();
        if (delivery.payload().isPresent()) {
            return post(delivery, delivery.payload().get(), clock);
        }
        EventSource.Look look = source.look(Share.OUTBOUND, delivery.event());
        if (!look.kept()) {
            return failed("the change record of the event is gone");
        }
        Optional<RenderedEvent> event = look.event();
        if (event.isEmpty()) {
            return skipped(SkipReason.UNCHANGED);
        }
        try {
            Optional<SkipReason> reason = filter.skip(event.get());
            if (reason.isPresent()) {
                return skipped(reason.get());
            }
        } catch (RowExpressionException e) {
            return failed("the stream's condition has no value for it: " + e.getMessage());
        }
        ObjectNode cloudEvent = event.get().cloudEvent(tenant, Optional.of(stream.id().value()));
        if (delivery.late()) {
            cloudEvent.put("rollcalllate", true);
        }
        return RenderedEvent.bytes(cloudEvent, LARGEST)
                .map(bytes -> post(delivery, new String(bytes, StandardCharsets.UTF_8), clock))
                .orElseGet(() -> failed("the event is larger than " + LARGEST + " bytes"));
    }

    private DeliveryOutcome post(StreamDelivery delivery, String body, WorkClock clock) {
        List<SigningSecret> inForce = secrets.inForce(clock.now());
        if (inForce.isEmpty()) {
            return new DeliveryOutcome.Unauthorized("the stream has no signing secret in force; rotate it", true, false,
                    Learned.nothing(), Exchanges.none());
        }
        List<ScimHeader> headers = new ArrayList<>(HEADERS);
        headers.addAll(StandardWebhook.headers(delivery.event().text(), clock.now(), body, inForce));
        return post.send(clock, new EventPost.Message("POST", headers, Optional.of(body), Optional.of(body)));
    }

    /** A receiver that does not know {@code HEAD} answers something else than 401 or 403, which is all that is asked. */
    @Override
    public DeliveryOutcome probe(WorkClock clock) {
        return switch (post.send(clock, PROBE)) {
            case DeliveryOutcome.Final answered -> DeliveryOutcome.Done.of(answered.learned(), answered.exchanges());
            case DeliveryOutcome other -> other;
        };
    }

    private static DeliveryOutcome skipped(SkipReason reason) {
        return new DeliveryOutcome.Skipped(reason, Learned.nothing(), Exchanges.none());
    }

    private static DeliveryOutcome failed(String cause) {
        return new DeliveryOutcome.Final(cause, Learned.nothing(), Exchanges.none());
    }

    @Override
    public void close() {
        connections.forEach(HttpTransport::close);
    }
}
