package dev.rollcall.directory.access;

import dev.rollcall.directory.stream.DeliveryAttempt;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.directory.stream.StreamDelivery;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A delivery in Auth0's shape with ours beside it. What is absent is left out: a null in a field that its clients need makes them
 * throw.
 */
public final class DeliveryJson {
    private DeliveryJson() {}

    /**
     * One of a list.
     *
     * @param next when it is tried next
     */
    public static ObjectNode of(StreamDelivery delivery, List<DeliveryAttempt> attempts, Optional<Instant> next) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", delivery.event().text())
                .put("event_stream_id", delivery.stream().value())
                .put("status", delivery.state().keyword())
                .put("event_type", delivery.type().keyword());
        ArrayNode array = json.putArray("attempts");
        attempts.forEach(attempt -> array.add(of(attempt)));
        json.put("subject", delivery.subject().text())
                .put("intent", delivery.intent().keyword())
                .put("tries", delivery.tries())
                .put("created_at", delivery.createdAt().toString());
        delivery.finishedAt().ifPresent(at -> json.put("finished_at", at.toString()));
        delivery.cause().ifPresent(cause -> {
            json.put("cause", cause);
            if (delivery.state() == DeliveryState.SKIPPED) {
                reason(cause).ifPresent(sentence -> json.put("reason", sentence));
            }
        });
        delivery.note().ifPresent(note -> json.put("note", note));
        delivery.byEvent().ifPresent(event -> json.put("by_event", event.text()));
        if (delivery.late()) {
            json.put("late", true);
        }
        delivery.duration().ifPresent(duration -> json.put("duration_ms", duration.toMillis()));
        next.ifPresent(at -> json.put("next_attempt_at", at.toString()));
        return json;
    }

    private static ObjectNode of(DeliveryAttempt attempt) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("status", "failed")
                .put("timestamp", attempt.at().toString())
                .put("error_message", attempt.error())
                .put("duration_ms", attempt.duration().toMillis());
        attempt.status().ifPresent(status -> json.put("status_code", status));
        return json;
    }

    /** Adds what was sent and what came, without secrets, to the attempts of one delivery. */
    public static void addExchanges(ObjectNode json, List<DeliveryAttempt> attempts) {
        ArrayNode array = (ArrayNode) json.path("attempts");
        for (int i = 0; i < attempts.size(); i++) {
            ObjectNode one = (ObjectNode) array.path(i);
            attempts.get(i).request().ifPresent(request -> one.put("request", request));
            attempts.get(i).response().ifPresent(response -> one.put("response", response));
        }
    }

    private static Optional<String> reason(String keyword) {
        return Arrays.stream(SkipReason.values())
                .filter(reason -> reason.keyword().equals(keyword))
                .map(SkipReason::sentence)
                .findFirst();
    }
}
