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
        // What was tried in vain is known of what is owed for the subject; the delivery learns it when it is over.
        Optional<DeliveryHead> owed = delivery.state() == DeliveryState.PENDING
                ? session.deliveries().head(delivery.stream(), delivery.subject())
                : Optional.empty();
        int tries = Math.max(delivery.tries(), owed.map(DeliveryHead::tries).orElse(0));
        return new DeliveryRow(
                frame.link(ConsolePath.STREAM_DELIVERY, stream, delivery.event().text()),
                delivery.createdAt(),
                delivery.type().keyword(),
                names.of(delivery.subject()),
                frame.link(ConsolePath.STREAM_DELIVERIES,
                        LinkQuery.NONE.with("subject", delivery.subject().text()), stream),
                delivery.state().keyword(),
                tone(delivery.state(), tries),
                delivery.late(),
                tries,
                owed.map(DeliveryHead::dueAt).filter(at -> at.isBefore(DeliveryHead.WAITING)),
                owed.flatMap(DeliveryHead::cause).orElseGet(() -> why(delivery)));
    }

    private static String tone(DeliveryState state, int tries) {
        return switch (state) {
            case DELIVERED -> "good";
            case FAILED -> "bad";
            case PENDING -> tries > 0 ? "note" : "off";
            case SUPERSEDED, SKIPPED -> "off";
        };
    }

    /** Why it has come to that, in a sentence where there is one. */
    private static String why(StreamDelivery delivery) {
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
