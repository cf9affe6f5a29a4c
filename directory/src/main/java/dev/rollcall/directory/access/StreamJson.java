package dev.rollcall.directory.access;

import dev.rollcall.directory.stream.DestinationJson;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.SigningSecret;
import dev.rollcall.directory.stream.StreamSettingsJson;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.StreamStatus;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A stream as the management API and the command line show it, with Auth0's fields and ours; no secret is ever in it. */
public final class StreamJson {
    private StreamJson() {}

    /** What is set of it, and its state. */
    public static ObjectNode of(EventStream stream) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", stream.id().value())
                .put("name", stream.name())
                .put("status", stream.state().kind() == StreamState.Kind.DISABLED ? "disabled" : "enabled");
        ArrayNode subscriptions = json.putArray("subscriptions");
        stream.subscriptions().forEach(type -> subscriptions.addObject().put("event_type", type.keyword()));
        json.put("created_at", stream.createdAt().toString()).put("updated_at", stream.updatedAt().toString());
        json.set("destination", DestinationJson.of(stream.destination()));
        json.set("filter", StreamSettingsJson.filter(stream.filter()));
        json.set("delivery", StreamSettingsJson.policy(stream.policy()));
        ObjectNode state = json.putObject("state")
                .put("value", stream.state().kind().keyword())
                .put("since", stream.state().since().toString());
        stream.state().reason().ifPresent(reason -> state.put("sentence", reason));
        return json;
    }

    /** The same with how it does. */
    public static ObjectNode of(EventStream stream, StreamStatus status) {
        ObjectNode json = of(stream);
        ObjectNode state = (ObjectNode) json.path("state");
        status.sentence().ifPresent(sentence -> state.put("sentence", sentence));
        status.since().ifPresent(since -> state.put("since", since.toString()));
        status.nextProbe().ifPresent(probe -> state.put("next_probe", probe.toString()));
        json.set("backlog", backlog(status));
        return json;
    }

    /** What is still before it. */
    public static ObjectNode backlog(StreamStatus status) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("waiting", status.backlog().open())
                .put("failed", status.backlog().failed())
                .put("behind", status.backlog().behind())
                .put("behind_is_more", status.backlog().behindIsMore());
        status.backlog().oldestAt().ifPresent(at -> json.put("oldest_at", at.toString()));
        return json;
    }

    /** When the secrets are in force that a stream's webhooks are signed with, the newest first; not the secrets. */
    public static ArrayNode signing(List<SigningSecret> secrets) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        secrets.forEach(secret -> {
            ObjectNode one = array.addObject().put("created_at", secret.createdAt().toString());
            secret.validUntil().ifPresent(until -> one.put("valid_until", until.toString()));
        });
        return array;
    }
}
