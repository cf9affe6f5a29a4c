package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Times;
import dev.rollcall.directory.storage.RequestLogEntry;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A row of the log as {@code --json} prints it; a field without a value is null. */
final class LogJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private LogJson() {}

    static ObjectNode of(RequestLogEntry entry) {
        ObjectNode object = JsonNodeFactory.instance
                .objectNode()
                .put("id", entry.id())
                .put("client_request_id", entry.clientRequestId().orElse(null))
                .put("connection_id", entry.connection().value())
                .put("time", Times.text(entry.time()))
                .put("client_address", entry.clientAddress())
                .put("method", entry.method())
                .put("path", entry.path())
                .put("status", entry.status())
                .put("duration_ms", entry.durationMicros() / 1_000.0)
                .put("token_id", entry.tokenId().orElse(null))
                .put("resource_type", entry.resourceType().orElse(null))
                .put("resource_id", entry.resourceId().orElse(null));
        object.set("plan", json(entry.plan()));
        object.set("tolerances", json(entry.tolerances()));
        return object.put("error", entry.error().orElse(null))
                .put("request_body", entry.requestBody().orElse(null))
                .put("response_body", entry.responseBody().orElse(null));
    }

    /** The JSON in the text, or the text itself when it was cut and is none any more. */
    static JsonNode json(Optional<String> text) {
        if (text.isEmpty()) {
            return JsonNodeFactory.instance.nullNode();
        }
        try {
            return MAPPER.readTree(text.get());
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.stringNode(text.get());
        }
    }
}
