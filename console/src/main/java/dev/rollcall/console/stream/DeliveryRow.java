package dev.rollcall.console.stream;

import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.console.frame.LinkQuery;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.directory.stream.StreamDelivery;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * One delivery as the list shows it.
 *
 * @param url of its page
 * @param subject whom it is about, in words
 * @param subjectUrl of the deliveries about the same
 * @param tone of the mark around the state
 * @param next when it is tried next
 * @param why it has come to that; empty text for what was delivered
 */
public record DeliveryRow(String url, Instant createdAt, String type, String subject, String subjectUrl, String state,
        String tone, boolean late, int tries, Optional<Instant> next, String why) {

    static DeliveryRow of(ReadSession session, SubjectNames names, StreamDelivery delivery, Frame frame) {
        String stream = delivery.stream().value();
        return new DeliveryRow(
                frame.link(ConsolePath.STREAM_DELIVERY, stream, delivery.event().text()),
                delivery.createdAt(),
                delivery.type().keyword(),
                names.of(delivery.subject()),
                frame.link(ConsolePath.STREAM_DELIVERIES,
                        LinkQuery.NONE.with("subject", delivery.subject().text()), stream),
                delivery.state().keyword(),
                tone(delivery),
                delivery.late(),
                delivery.tries(),
                next(session, delivery),
                why(delivery));
    }

    /** When it is tried next, of one that waits for that. */
    static Optional<Instant> next(ReadSession session, StreamDelivery delivery) {
        return delivery.state() == DeliveryState.PENDING
                ? session.deliveries()
                        .head(delivery.stream(), delivery.subject())
                        .map(DeliveryHead::dueAt)
                        .filter(at -> at.isBefore(DeliveryHead.WAITING))
                : Optional.empty();
    }

    static String tone(StreamDelivery delivery) {
        return switch (delivery.state()) {
            case DELIVERED -> "good";
            case FAILED -> "bad";
            case PENDING -> delivery.tries() > 0 ? "note" : "off";
            case SUPERSEDED, SKIPPED -> "off";
        };
    }

    /** Why it has come to that, in a sentence where there is one. */
    static String why(StreamDelivery delivery) {
        Optional<String> cause = delivery.state() == DeliveryState.SKIPPED
                ? delivery.cause().map(DeliveryRow::reason)
                : delivery.cause();
        return cause.or(delivery::note).orElse("");
    }

    private static String reason(String keyword) {
        return Arrays.stream(SkipReason.values())
                .filter(reason -> reason.keyword().equals(keyword))
                .map(SkipReason::sentence)
                .findFirst()
                .orElse(keyword);
    }
}
