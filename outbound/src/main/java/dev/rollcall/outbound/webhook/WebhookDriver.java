package dev.rollcall.outbound.webhook;

import dev.rollcall.client.http.HttpTransport;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.directory.rendering.EventSource;
import dev.rollcall.directory.rendering.RenderedEvent;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.mapping.expression.RowExpressionException;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryWork;
import dev.rollcall.outbound.delivery.Exchanges;
import dev.rollcall.outbound.delivery.Learned;
import dev.rollcall.outbound.delivery.TargetDriver;
import dev.rollcall.outbound.delivery.WorkClock;
import dev.rollcall.outbound.post.EventFilter;
import dev.rollcall.outbound.post.EventPost;
import java.util.List;
import java.util.Optional;

/**
 * Posts each event to a receiver, in the form that the stream has.
 *
 * <p>Guarantees: an event goes out with the same id and the same content each time, but for the time of the attempt and the mark of
 * one that comes late. What a filter passes over says why. An event whose record is gone is a failure, never a success.
 */
final class WebhookDriver implements TargetDriver {
    private static final EventPost.Message PROBE = new EventPost.Message("HEAD",
            List.of(new ScimHeader("Accept", "*/*"), new ScimHeader("User-Agent", "Rollcall")),
            Optional.empty(), Optional.empty());

    private final EventSource source;
    private final EventFilter filter;
    private final WebhookForm form;
    private final EventPost post;
    private final List<HttpTransport> connections;

    WebhookDriver(
            EventSource source, EventFilter filter, WebhookForm form, EventPost post, List<HttpTransport> connections) {
        this.source = source;
        this.filter = filter;
        this.form = form;
        this.post = post;
        this.connections = List.copyOf(connections);
    }

    @Override
    public DeliveryOutcome deliver(DeliveryWork work, WorkClock clock) {
        StreamDelivery delivery = work.deliveries().getFirst();
        if (delivery.payload().isPresent()) {
            return post(form.writeTest(delivery, delivery.payload().get(), clock.now()), clock);
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
        return post(form.write(event.get(), delivery, clock.now()), clock);
    }

    private DeliveryOutcome post(WebhookForm.Written written, WorkClock clock) {
        return switch (written) {
            case WebhookForm.Posted(EventPost.Message message) -> post.send(clock, message);
            case WebhookForm.Settled(DeliveryOutcome outcome) -> outcome;
        };
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
