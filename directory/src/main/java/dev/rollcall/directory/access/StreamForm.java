package dev.rollcall.directory.access;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.stream.DeliveryPolicy;
import dev.rollcall.directory.stream.DestinationReader;
import dev.rollcall.directory.stream.DestinationReading;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.StreamSettingsJson;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.text.LikelyName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what the management API and the command line are sent of a stream.
 *
 * <p>Guarantees: a field that is not known, or has a value that cannot be used, is refused with a {@link DirectoryException} that
 * names it and says what to write; what is answered and cannot be set is passed over, so that what was read can be sent back.
 */
public final class StreamForm {
    private static final List<String> FIELDS = List.of("name", "subscriptions", "status", "destination", "filter",
            "delivery");
    private static final Set<String> READ_ONLY = Set.of("id", "created_at", "updated_at", "state", "backlog",
            "quirks");
    private static final List<String> KINDS = Arrays.stream(EventType.values()).map(EventType::keyword).toList();

    private StreamForm() {}

    /**
     * What is to be made or changed.
     *
     * @param known what the fields are changed of that say a part of their object; empty for a stream that is made
     * @param connection finds a connection by its name or id, or refuses it
     */
    public static StreamDraft read(
            ObjectNode body, Optional<EventStream> known, Function<String, ConnectionId> connection) {
        body.propertyNames()
                .stream()
                .filter(name -> !FIELDS.contains(name) && !READ_ONLY.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw invalid("A stream has no field \"" + Excerpt.of(name) + "\"" + LikelyName.of(name, FIELDS)
                            .map("; did you mean %s?"::formatted)
                            .orElseGet(() -> ". It has " + String.join(", ", FIELDS) + "."));
                });
        Optional<DestinationReading> destination = present(body, "destination").map(DestinationReader::read);
        return new StreamDraft(
                present(body, "name").map(StreamForm::name),
                present(body, "subscriptions").map(StreamForm::subscriptions),
                present(body, "status").map(StreamForm::enabled),
                destination,
                filter(body, destination, known, connection),
                present(body, "delivery").map(json -> StreamSettingsJson.readPolicy(json,
                        known.map(EventStream::policy).orElse(DeliveryPolicy.DEFAULT))));
    }

    private static String name(JsonNode value) {
        if (!value.isString()) {
            throw invalid("The field name must be a text.");
        }
        return value.stringValue();
    }

    private static boolean enabled(JsonNode value) {
        return switch (value.asString("")) {
            case "enabled" -> true;
            case "disabled" -> false;
            default -> throw invalid("The field status must be enabled or disabled. A stream is paused and resumed by"
                    + " POST …/pause and …/resume.");
        };
    }

    private static List<EventType> subscriptions(JsonNode value) {
        if (!(value instanceof ArrayNode list) || list.isEmpty() || list.size() > EventStream.SUBSCRIPTIONS) {
            throw invalid("The field subscriptions must be a list of 1 to " + EventStream.SUBSCRIPTIONS
                    + " objects such as {\"event_type\":\"user.created\"}.");
        }
        Set<EventType> types = new LinkedHashSet<>();
        list.forEach(one -> types.add(type(one.path("event_type").asString(""))));
        return new ArrayList<>(types);
    }

    /** The type of event of that word. @throws DirectoryException with the types that there are */
    public static EventType type(String word) {
        return EventType.ofKeyword(word).orElseThrow(() -> {
            if (word.startsWith("organization.") || word.contains(".role.")) {
                return invalid("There are no events of type \"" + Excerpt.of(word) + "\": Rollcall has neither"
                        + " organizations nor roles. Leave it out; the types are " + String.join(", ", KINDS) + ".");
            }
            return invalid("There is no type of event \"" + Excerpt.of(word) + "\"" + LikelyName.of(word, KINDS)
                    .map("; did you mean %s?"::formatted)
                    .orElseGet(() -> ". The types are " + String.join(", ", KINDS) + "."));
        });
    }

    /** The allow-list may stand in the destination, as a SCIM application has it, or in the filter. */
    private static Optional<StreamFilter> filter(
            ObjectNode body, Optional<DestinationReading> destination, Optional<EventStream> known,
            Function<String, ConnectionId> connection) {
        Optional<List<String>> allowed = destination.flatMap(DestinationReading::connections);
        Optional<JsonNode> sent = present(body, "filter");
        if (allowed.isPresent() && sent.filter(json -> json.has("connections")).isPresent()) {
            throw invalid("The connections stand in the filter and in the destination. Send them once, as"
                    + " filter.connections.");
        }
        if (sent.isEmpty() && allowed.isEmpty()) {
            return Optional.empty();
        }
        JsonNode json = sent.orElseGet(() -> known.map(EventStream::filter)
                .map(StreamSettingsJson::filter)
                .orElseGet(JsonNodeFactory.instance::objectNode));
        if (json instanceof ObjectNode object && allowed.isPresent()) {
            ArrayNode connections = object.putArray("connections");
            allowed.get().forEach(connections::add);
        }
        return Optional.of(StreamSettingsJson.readFilter(json, connection));
    }

    private static Optional<JsonNode> present(ObjectNode body, String name) {
        return Optional.ofNullable(body.get(name)).filter(value -> !value.isNull());
    }

    private static DirectoryException invalid(String sentence) {
        return new DirectoryException(Kind.INVALID, sentence);
    }
}
