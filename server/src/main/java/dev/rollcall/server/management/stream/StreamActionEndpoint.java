package dev.rollcall.server.management.stream;

import dev.rollcall.directory.access.DeliveryJson;
import dev.rollcall.directory.access.StepJson;
import dev.rollcall.directory.access.StreamForm;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ReportStep;
import dev.rollcall.directory.stream.StreamActions;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.server.management.BodyFields;
import dev.rollcall.server.management.ManagementAnswer;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tries a stream: by a test event on its way, by a scratch user at its target, or by showing what would be sent. */
final class StreamActionEndpoint {
    /** Bytes that an event, and the requests that come of it, may take. */
    private static final long LARGEST = 4L << 20;

    private final StreamActions actions;
    private final StreamLookup lookup;
    private final EventText events;

    StreamActionEndpoint(StreamActions actions, StreamLookup lookup, EventText events) {
        this.actions = actions;
        this.lookup = lookup;
        this.events = events;
    }

    ManagementAnswer test(ManagementRequest request) {
        EventStream stream = lookup.of(request);
        BodyFields fields = new BodyFields(request.requiredBody());
        fields.requireKnown(List.of("event_type", "data", "mode"));
        String mode = fields.text("mode").orElse("event");
        return switch (mode) {
            case "connection" -> connection(request, stream);
            case "event" -> event(request, stream, fields);
            default -> throw ManagementFailure.body("The field mode must be event or connection.");
        };
    }

    private ManagementAnswer event(ManagementRequest request, EventStream stream, BodyFields fields) {
        EventType type = StreamForm.type(fields.requiredText("event_type"));
        if (!stream.state().isEnabled()) {
            throw ManagementFailure.body("The stream is " + stream.state().kind().keyword()
                    + ", so a test event would wait"
                    + " with the others. Resume it, or send {\"mode\":\"connection\"}, which tries the target now.");
        }
        request.reserve(LARGEST);
        StreamDelivery made = readable(() -> actions.test(stream, type, fields.object("data")));
        ObjectNode json = DeliveryJson.of(made, List.of(), Optional.empty());
        EventText.ofPayload(made).ifPresent(event -> json.set("event", event));
        request.changed("event_stream_test", Optional.empty(), stream.id().value(), Optional.empty(), Optional.of(
                JsonNodeFactory.instance.objectNode()
                        .put("event", made.event().text())
                        .put("event_type",
                                type.keyword())));
        return ManagementAnswer.accepted(json);
    }

    private ManagementAnswer connection(ManagementRequest request, EventStream stream) {
        request.reserve(LARGEST);
        List<ReportStep> steps = actions.check(stream);
        boolean ok = StepJson.isWell(steps);
        request.changed("event_stream_test", Optional.empty(), stream.id().value(), Optional.empty(),
                Optional.of(JsonNodeFactory.instance.objectNode().put("mode", "connection").put("ok", ok)));
        return ManagementAnswer.ok(StepJson.of(steps));
    }

    ManagementAnswer preview(ManagementRequest request) {
        EventStream stream = lookup.of(request);
        BodyFields fields = new BodyFields(request.requiredBody());
        fields.requireKnown(List.of("event", "last_event_of"));
        Optional<ObjectNode> sent = fields.object("event");
        Optional<String> person = fields.text("last_event_of");
        if (sent.isPresent() == person.isPresent()) {
            throw ManagementFailure
                    .body("Send either event, a CloudEvent as GET /api/v2/events and webhooks have it, or"
                            + " last_event_of, a user_id.");
        }
        request.reserve(LARGEST);
        if (person.isPresent()) {
            request.requireScope(ManagementScope.READ_USERS);
        }
        ObjectNode event = sent.orElseGet(() -> events.ofPerson(request, stream, person.orElseThrow())
                .orElseThrow(
                        () -> ManagementFailure.missing("inexistent_user", "The user of last_event_of does not exist."
                                + " Find users with GET /api/v2/users, or send an event as event.")));
        return ManagementAnswer.ok(readable(() -> actions.preview(stream, event)));
    }

    private static <T> T readable(Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw ManagementFailure.body(String.valueOf(e.getMessage()));
        }
    }
}
