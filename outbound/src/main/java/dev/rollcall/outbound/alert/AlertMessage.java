package dev.rollcall.outbound.alert;

import dev.rollcall.directory.stream.StreamAlert;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an administrator is told.
 *
 * @param stream the name of the stream; its id when it is gone
 * @param alert that has begun, or is over
 */
record AlertMessage(String stream, StreamAlert alert) {

    boolean isOver() {
        return alert.endedAt().isPresent();
    }

    /** One line for a subject or a chat. */
    String headline() {
        return (isOver() ? "Over: " : "") + "event stream " + stream + ": " + alert.cause();
    }

    String text() {
        return headline() + "\n\n" + (isOver()
                ? "This is over since " + alert.endedAt().orElseThrow() + ". It had begun at " + alert.since() + ": "
                : "Since " + alert.since() + ": ") + alert.sentence() + "\n\nrollcall stream show " + alert.stream()
                + "\n";
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("text", headline() + ". " + alert.sentence())
                .put("stream_id", alert.stream().value())
                .put("stream", stream)
                .put("cause", alert.cause())
                .put("state", isOver() ? "over" : "begun")
                .put("since", alert.since().toString());
        alert.endedAt().ifPresent(end -> json.put("ended_at", end.toString()));
        return json.put("sentence", alert.sentence());
    }
}
