package dev.rollcall.server.management.connection;

import dev.rollcall.directory.access.Connections.Described;
import dev.rollcall.directory.configuration.ConnectionDetail;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.server.management.BodyFields;
import dev.rollcall.server.management.ManagementFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A connection in Auth0's form. What Rollcall does not know of it ({@code options}, {@code metadata}, {@code enabled_clients},
 * …) is kept as it came, without secrets, and answered again.
 */
public final class ConnectionJsonForm {
    /** Characters that may be kept of what Rollcall does not know. */
    static final int LARGEST = 64 * 1024;

    private static final String OPTIONS = "options";
    private static final String DISPLAY_NAME = "display_name";
    /** Fields that cannot be changed, or are computed; clients send back what they have read. */
    private static final Set<String> OURS = Set.of(
            "id", "name", "strategy", DISPLAY_NAME, "created_at", "updated_at", "scim_endpoint", "scim_status",
            "provisioning_ticket_url");

    private ConnectionJsonForm() {}

    /** The answer. @param baseUrl of the service */
    static ObjectNode of(Described described, String baseUrl) {
        Connection connection = described.connection();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", connection.id().value())
                .put("name", connection.name())
                .put("strategy", connection.strategy().keyword());
        described.detail().displayName().ifPresent(name -> json.put(DISPLAY_NAME, name));
        json.putObject(OPTIONS);
        json.put("is_domain_connection", false).put("show_as_button", false);
        json.putArray("enabled_clients");
        json.putArray("realms").add(connection.name());
        json.setAll((ObjectNode) ScimJson.tree(described.detail().document()));
        return json.put("created_at", connection.createdAt().toString())
                .put("updated_at", described.detail().updatedAt().toString())
                .put("scim_status", connection.endpoint().keyword())
                .put("scim_endpoint", endpoint(connection, baseUrl));
    }

    /** What the identity provider is given. */
    public static String endpoint(Connection connection, String baseUrl) {
        return baseUrl + "/scim/v2/connections/" + connection.id();
    }

    /** What is kept of the body of a creation. */
    static ConnectionDetail created(ConnectionId id, ObjectNode body, Instant now) {
        return changed(ConnectionDetail.none(id, now), body, now);
    }

    /** What is kept after a change: fields are replaced as a whole, {@code options} too, and {@code null} takes one away. */
    public static ConnectionDetail changed(ConnectionDetail old, ObjectNode body, Instant now) {
        ObjectNode document = (ObjectNode) ScimJson.tree(old.document());
        body.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                document.remove(field.getKey());
            } else if (!OURS.contains(field.getKey())) {
                document.set(field.getKey(), field.getValue().deepCopy());
            }
        });
        SecretOptions.removeFrom(document);
        requireObject(document.get(OPTIONS));
        String text = document.toString();
        if (text.length() > LARGEST) {
            throw new ManagementFailure(413, "", "The connection's options and metadata are larger than " + LARGEST
                    + " characters of JSON. Leave out what nobody reads here.");
        }
        Optional<String> name = body.has(DISPLAY_NAME)
                ? new BodyFields(body).text(DISPLAY_NAME)
                : old.displayName();
        if (name.filter(given -> given.length() > 128).isPresent()) {
            throw ManagementFailure.body("The field display_name may have 128 characters.");
        }
        return new ConnectionDetail(old.connectionId(), name, text, now);
    }

    /** What Auth0 sets of a connection and Rollcall cannot work together with, in sentences; source document 001. */
    public static List<String> warnings(Described described) {
        JsonNode options = ScimJson.tree(described.detail().document()).path(OPTIONS);
        return OptionWarnings.of(described.connection(), options);
    }

    private static void requireObject(@Nullable JsonNode options) {
        if (options != null && !options.isObject()) {
            throw ManagementFailure.body("The field options must be an object.");
        }
    }
}
