package dev.rollcall.outbound.preview;

import dev.rollcall.directory.event.EventType;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event that somebody brings: a CloudEvent of Rollcall or Auth0, or what Auth0 wraps around one.
 *
 * @param event the CloudEvent
 * @param object whom it is about, as of the event
 */
record PreviewEvent(EventType type, ObjectNode event, ObjectNode object) {
    /** The most characters of an event. */
    static final int LONGEST = 262_144;

    /** @throws IllegalArgumentException when it cannot be read; the message says what is wrong with it */
    static PreviewEvent of(ObjectNode given) {
        if (given.toString().length() > LONGEST) {
            throw new IllegalArgumentException("The event has more than " + LONGEST + " characters.");
        }
        ObjectNode event = given.path("event").path("message") instanceof ObjectNode message
                ? message
                : given.path("message") instanceof ObjectNode alone ? alone : given;
        String word = event.path("type").asString("");
        if (word.isEmpty()) {
            throw new IllegalArgumentException(
                    "The event has no type; it needs type and data.object, as in {\"type\":\"user.created\",\"data\":{\"object\":{…}}}.");
        }
        EventType type = EventType.ofKeyword(word)
                .orElseThrow(() -> new IllegalArgumentException("There is no event " + word + "; see docs/events.md."));
        if (!(event.path("data").path("object") instanceof ObjectNode object)) {
            throw new IllegalArgumentException(
                    "The event has no data.object, which is the user or the group that it is about.");
        }
        return new PreviewEvent(type, event, object);
    }

    boolean isTest() {
        return event.path("a0purpose").asString("").equals("test");
    }

    /** The id or the name of the connection. */
    Optional<String> connection() {
        JsonNode connection = event.path("data").path("context").path("connection");
        return Optional.of(connection.path("id").asString(connection.path("name").asString("")))
                .filter(text -> !text.isEmpty());
    }

    /** What has changed; empty when the event does not say. */
    Optional<Set<String>> changed() {
        JsonNode changed = event.path("data").path("changed");
        if (!changed.isArray()) {
            return Optional.empty();
        }
        Set<String> paths = new LinkedHashSet<>();
        changed.forEach(path -> paths.add(path.asString("")));
        return Optional.of(paths);
    }
}
