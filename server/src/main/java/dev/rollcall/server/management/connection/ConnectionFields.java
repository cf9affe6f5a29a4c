package dev.rollcall.server.management.connection;

import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.text.LikelyName;
import dev.rollcall.server.management.ManagementFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a connection that callers may set, each of the type that Auth0 documents and its clients read: one that is not would
 * make a client throw at every list that it is in. {@code null} takes a field away.
 */
final class ConnectionFields {
    private record Type(Predicate<JsonNode> fits, String words) {}

    private static final Type TEXT = new Type(JsonNode::isString, "a text");
    private static final Type FLAG = new Type(JsonNode::isBoolean, "true or false");
    private static final Type OBJECT = new Type(JsonNode::isObject, "an object");
    private static final Type TEXTS = new Type(
            value -> value.isArray() && value.valueStream().allMatch(JsonNode::isString), "a list of texts");
    private static final Type NAMED_TEXTS = new Type(value -> value.isObject()
            && value.valueStream().allMatch(one -> one.isString() || one.isNull()), "an object of texts");
    private static final Type SWITCHES = new Type(value -> value.isObject()
            && (!value.has("active") || value.path("active").isBoolean()), "an object whose active is true or false");

    private static final Map<String, Type> KNOWN = known();
    /** What is answered and cannot be set; clients send back what they have read. */
    private static final List<String> READ_ONLY = List.of(
            "id", "created_at", "updated_at", "scim_endpoint", "scim_status", "provisioning_ticket_url");

    private ConnectionFields() {}

    /** @throws ManagementFailure 400 when a field is not known or has another type */
    static void require(ObjectNode body) {
        body.properties().forEach(field -> {
            Type type = KNOWN.get(field.getKey());
            if (type == null && !READ_ONLY.contains(field.getKey())) {
                throw unknown(field.getKey());
            }
            if (type != null && !field.getValue().isNull() && !type.fits().test(field.getValue())) {
                throw ManagementFailure.body("The field " + field.getKey() + " must be " + type.words() + ".");
            }
        });
    }

    private static Map<String, Type> known() {
        Map<String, Type> known = new LinkedHashMap<>();
        Stream.of("name", "strategy", "display_name").forEach(name -> known.put(name, TEXT));
        known.put("options", OBJECT);
        known.put("metadata", NAMED_TEXTS);
        Stream.of("enabled_clients", "realms").forEach(name -> known.put(name, TEXTS));
        Stream.of("is_domain_connection", "show_as_button").forEach(name -> known.put(name, FLAG));
        // Auth0's SDKs have builders for these; they are kept and answered.
        Stream.of("authentication", "connected_accounts", "cross_app_access_requesting_app",
                "cross_app_access_resource_app").forEach(name -> known.put(name, SWITCHES));
        return known;
    }

    private static ManagementFailure unknown(String name) {
        return ManagementFailure.body("A connection has no field \"" + Excerpt.of(name) + "\"" + LikelyName
                .of(name, KNOWN.keySet())
                .map("; did you mean %s?"::formatted)
                .orElseGet(() -> ". It has " + String.join(", ", KNOWN.keySet()) + "; what is your own goes into"
                        + " metadata or options."));
    }
}
