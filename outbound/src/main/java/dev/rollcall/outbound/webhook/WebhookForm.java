package dev.rollcall.outbound.webhook;

import dev.rollcall.directory.rendering.RenderedEvent;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.post.EventPost;
import java.time.Instant;

/** How events are written for the receiver of a webhook. Safe for use by many threads. */
interface WebhookForm {
    /** Bytes of a body. */
    int LARGEST = 1_048_576;

    /** What is to be done for an event: a message is posted, or it is known without one what comes of it. */
    sealed interface Written {}

    /** A message is posted. */
    record Posted(EventPost.Message message) implements Written {}

    /** Nothing is posted. */
    record Settled(DeliveryOutcome outcome) implements Written {}

    /** Of an event that stands in the change record. @param now the time of this attempt */
    Written write(RenderedEvent event, StreamDelivery delivery, Instant now);

    /** Of an event that stands in no change, by which somebody tries the stream. @param payload the event as a CloudEvent */
    Written writeTest(StreamDelivery delivery, String payload, Instant now);
}
