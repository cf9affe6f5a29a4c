package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Printable;
import dev.rollcall.app.terminal.Times;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.stream.DestinationSettings;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.LogoutTarget;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.StreamStatus;
import dev.rollcall.directory.stream.WebhookTarget;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An event stream as it is printed for people. */
final class StreamText {
    private StreamText() {}

    static List<String> lines(EventStream stream) {
        List<String> lines = new ArrayList<>();
        lines.add("id               " + stream.id());
        lines.add("name             " + stream.name());
        lines.add("type             " + stream.destination().kind());
        lines.add("target           " + target(stream.destination()));
        if (stream.destination() instanceof WebhookTarget webhook && webhook.format().isSecurityEvent()) {
            lines.add("format           " + webhook.format().keyword());
            lines.add("audience         " + webhook.audience().orElseGet(() -> webhook.endpoint().toString()));
        }
        lines.add("events           " + events(stream));
        filter(stream.filter(), lines);
        lines.add("state            " + state(stream));
        lines.add("created          " + Times.text(stream.createdAt()));
        return lines.stream().map(Printable::line).collect(Collectors.toCollection(ArrayList::new));
    }

    /** The same with how it does. */
    static List<String> lines(EventStream stream, StreamStatus status) {
        List<String> lines = lines(stream);
        lines.add("on the way       " + status.backlog().open()
                + status.backlog().oldestAt().map(at -> ", the oldest since " + Times.text(at)).orElse(""));
        lines.add(
                "not yet queued   " + status.backlog().behind() + (status.backlog().behindIsMore() ? " or more" : ""));
        lines.add("dead letters     " + status.backlog().failed());
        status.progress().lastDeliveryAt().ifPresent(at -> lines.add("last delivery    " + Times.text(at)));
        status.progress().lastSuccessAt().ifPresent(at -> lines.add("answered well    " + Times.text(at)));
        status.nextProbe().ifPresent(at -> lines.add("tried next       " + Times.text(at)));
        status.sentence().ifPresent(sentence -> lines.add("what to know     " + Printable.line(sentence)));
        return lines;
    }

    /** Where it goes. */
    static URI target(DestinationSettings settings) {
        return switch (settings) {
            case ScimTarget scim -> scim.baseUrl();
            case WebhookTarget webhook -> webhook.endpoint();
            case LogoutTarget logout -> logout.endpoint();
        };
    }

    /** Whether it delivers, in a word. */
    static String state(EventStream stream) {
        return stream.state().kind().keyword().replace('_', ' ');
    }

    private static String events(EventStream stream) {
        return stream.subscriptions().stream().map(EventType::keyword).collect(Collectors.joining(", "));
    }

    private static void filter(StreamFilter filter, List<String> lines) {
        if (!filter.connections().isEmpty()) {
            lines.add("connections      " + filter.connections()
                    .stream()
                    .map(Object::toString)
                    .sorted()
                    .collect(Collectors.joining(", ")));
        }
        if (!filter.changed().isEmpty()) {
            lines.add("watches          " + filter.changed().stream().sorted().collect(Collectors.joining(", ")));
        }
        filter.condition().ifPresent(condition -> lines.add("condition        " + condition));
    }

    /** Puts types of events with commas between them into a stream's JSON. */
    static void subscriptions(ObjectNode body, String types) {
        ArrayNode subscriptions = body.putArray("subscriptions");
        Arrays.stream(types.split(",", -1))
                .map(String::strip)
                .forEach(type -> subscriptions.addObject().put("event_type", type));
    }
}
