package dev.rollcall.server.management.log;

import dev.rollcall.directory.storage.AuditEntry;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows of both logs in Auth0's form: {@code sscim} and {@code fscim} for SCIM requests that went well and that failed, {@code
 * sapi} and {@code fapi} for what was asked of the management API. What Auth0 has no field for stands in {@code details}.
 */
public final class LogEntryForm {
    static final String SCIM_DONE = "sscim";
    static final String SCIM_FAILED = "fscim";
    static final String API_DONE = "sapi";
    static final String API_FAILED = "fapi";

    private static final int FIRST_FAILURE = 400;
    private static final Map<String, Tolerance> TOLERANCES = Arrays.stream(Tolerance.values())
            .collect(Collectors.toUnmodifiableMap(Tolerance::id, Function.identity()));

    private LogEntryForm() {}

    /** A request of an identity provider. */
    public static ObjectNode of(RequestLogEntry entry, String tenant) {
        boolean failed = entry.status() >= FIRST_FAILURE;
        ObjectNode json = head(entry.id(), failed ? SCIM_FAILED : SCIM_DONE, tenant)
                .put("date", entry.time().toString())
                .put("description", entry.error().orElseGet(() -> entry.method() + " " + path(entry.path())))
                .put("connection_id", entry.connection().value())
                .put("ip", entry.clientAddress());
        ObjectNode details = json.putObject("details")
                .put("action", action(entry))
                .put("connection_id", entry.connection().value());
        ObjectNode request = details.putObject("request").put("method", entry.method()).put("path", path(entry.path()));
        int query = entry.path().indexOf('?');
        if (query >= 0) {
            request.put("query", entry.path().substring(query + 1));
        }
        request.put("ip", entry.clientAddress());
        entry.requestBody().ifPresent(body -> request.set("body", read(body)));
        ObjectNode response = details.putObject("response").put("statusCode", entry.status());
        entry.responseBody().ifPresent(body -> response.set("body", read(body)));
        details.put("duration_ms", entry.durationMicros() / 1_000.0);
        put(details, "token_id", entry.tokenId());
        put(details, "resource_type", entry.resourceType());
        put(details, "resource_id", entry.resourceId());
        put(details, "error", entry.error());
        put(details, "client_request_id", entry.clientRequestId());
        entry.plan().ifPresent(plan -> details.set("changes", read(plan)));
        entry.tolerances().ifPresent(fired -> details.set("tolerances", explained(read(fired))));
        return json;
    }

    /** The same of a row that is here without its bodies and changes. */
    static ObjectNode head(RequestLogEntry entry, String tenant) {
        ObjectNode json = of(entry, tenant);
        ((ObjectNode) json.path("details")).put("left_out", "The page is full, so this entry is without its bodies and"
                + " changes. GET /api/v2/logs/" + entry.id() + " has them.");
        return json;
    }

    /** A request of a client of the management API. */
    static ObjectNode of(AuditEntry entry, String tenant) {
        boolean failed = entry.status() >= FIRST_FAILURE;
        ObjectNode json = head(entry.id(), failed ? API_FAILED : API_DONE, tenant)
                .put("date", entry.time().toString())
                .put("description", entry.error().orElseGet(entry::operation));
        put(json, "ip", entry.clientAddress());
        entry.actor().id().ifPresent(id -> json.put("client_id", id));
        put(json, "user_agent", entry.userAgent());
        ObjectNode details = json.putObject("details").put("action", entry.operation());
        put(details.putObject("actor").put("kind", entry.actor().kind().keyword()), "id", entry.actor().id());
        // What is done at the command line is no request.
        if (!entry.method().isEmpty()) {
            details.putObject("request")
                    .put("method", entry.method())
                    .put("path", entry.path())
                    .put("ip", entry.clientAddress());
        }
        details.putObject("response").put("statusCode", entry.status());
        put(details, "error", entry.error());
        entry.change().ifPresent(change -> {
            change.connection().ifPresent(id -> json.put("connection_id", id));
            ObjectNode changed = details.putObject("change").put("kind", change.kind()).put("id", change.subject());
            change.before().ifPresent(text -> changed.set("before", read(text)));
            change.after().ifPresent(text -> changed.set("after", read(text)));
        });
        return json;
    }

    private static ObjectNode head(String id, String type, String tenant) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("_id", id)
                .put("log_id", id)
                .put("type", type)
                .put("tenant_name", tenant);
    }

    private static String action(RequestLogEntry entry) {
        String kind = entry.resourceType().orElse("scim").toLowerCase(Locale.ROOT);
        return entry.method().toLowerCase(Locale.ROOT) + ":" + kind;
    }

    private static String path(String pathAndQuery) {
        int query = pathAndQuery.indexOf('?');
        return query < 0 ? pathAndQuery : pathAndQuery.substring(0, query);
    }

    /** What fired, with why it exists. */
    private static JsonNode explained(JsonNode fired) {
        for (JsonNode one : fired) {
            Tolerance known = TOLERANCES.get(one.path("id").asString(""));
            if (known != null && one instanceof ObjectNode object) {
                object.put("description", known.description());
            }
        }
        return fired;
    }

    /** The JSON in the text, or the text itself when it was cut and is none any more. */
    private static JsonNode read(String text) {
        try {
            return ScimJson.tree(text);
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.stringNode(text);
        }
    }

    private static void put(ObjectNode json, String name, Optional<String> value) {
        value.ifPresent(text -> json.put(name, text));
    }

    private static void put(ObjectNode json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }
}
