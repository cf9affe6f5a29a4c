package dev.rollcall.server.management.connection;

import dev.rollcall.directory.access.ConfigurationEdit;
import dev.rollcall.directory.access.Connections.Described;
import dev.rollcall.directory.access.MappingText;
import dev.rollcall.directory.access.Provisioning;
import dev.rollcall.directory.configuration.ScimConfiguration;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.EndpointState;
import dev.rollcall.directory.connection.MeClaim;
import dev.rollcall.directory.connection.ToleranceText;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.server.management.BodyFields;
import dev.rollcall.server.management.ManagementFailure;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A SCIM configuration in Auth0's form, with settings of ours beside it. */
final class ScimConfigurationForm {
    private static final String USER_ID = "user_id_attribute";
    private static final String MAPPING = "mapping";
    private static final String TOLERANCES = "tolerances";
    private static final String STATUS = "status";
    private static final String ME = "me_claim";
    private static final String ENABLED = "enabled";
    private static final String PAUSED = "paused";
    /** Fields that are answered and cannot be set; clients send back what they have read. */
    private static final List<String> READ_ONLY = List.of("tenant_name", "connection_id", "connection_name", "strategy",
            "created_at", "updated_on", "mapping_version", "scim_endpoint", "warnings");

    private ScimConfigurationForm() {}

    static ObjectNode of(Provisioning provisioning, String tenant, String baseUrl) {
        Connection connection = provisioning.connection();
        ScimConfiguration configuration = provisioning.configuration();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("tenant_name", tenant)
                .put("connection_id", connection.id().value())
                .put("connection_name", connection.name())
                .put("strategy", connection.strategy().keyword());
        json.set(MAPPING, MappingText.rows(provisioning.rows(), connection.strategy()));
        json.put(USER_ID, configuration.userIdAttribute())
                .put("created_at", configuration.createdAt().toString())
                .put("updated_on", configuration.updatedOn().toString())
                .put(STATUS, connection.endpoint() == EndpointState.PAUSED ? PAUSED : ENABLED)
                .put("mapping_version", configuration.mappingVersion())
                .put("scim_endpoint", ConnectionJsonForm.endpoint(connection, baseUrl));
        List<String> words = ToleranceText.words(connection.dialect());
        if (words.equals(List.of(ToleranceText.ALL)) || words.equals(List.of(ToleranceText.NONE))) {
            json.put(TOLERANCES, words.getFirst());
        } else {
            words.forEach(json.putArray(TOLERANCES)::add);
        }
        json.set(DeletionPolicyForm.FIELD, DeletionPolicyForm.of(connection.deletion()));
        json.put(ME, connection.me().name());
        connection.guard().ifPresent(guard -> json.set(GuardForm.FIELD, GuardForm.of(guard)));
        return json;
    }

    /** The same with what the connection's options say that goes badly with it. */
    static ObjectNode of(Provisioning provisioning, Described described, String tenant, String baseUrl) {
        ObjectNode json = of(provisioning, tenant, baseUrl);
        List<String> warnings = ConnectionJsonForm.warnings(described);
        if (!warnings.isEmpty()) {
            warnings.forEach(json.putArray("warnings")::add);
        }
        return json;
    }

    /** What a body asks for. @throws ManagementFailure 400 when it cannot be */
    static ConfigurationEdit edit(ObjectNode body, MappingLimits limits) {
        ObjectNode given = body.deepCopy();
        READ_ONLY.forEach(given::remove);
        BodyFields fields = new BodyFields(given);
        fields.requireKnown(List.of(USER_ID, MAPPING, TOLERANCES, STATUS, GuardForm.FIELD,
                DeletionPolicyForm.FIELD, ME));
        return new ConfigurationEdit(
                fields.text(USER_ID),
                fields.array(MAPPING).map(rows -> MappingRowsForm.stored(rows, limits)),
                Optional.ofNullable(given.get(TOLERANCES))
                        .filter(value -> !value.isNull())
                        .map(
                                ScimConfigurationForm::dialect),
                fields.text(STATUS).map(ScimConfigurationForm::paused),
                Optional.ofNullable(given.get(GuardForm.FIELD)).map(GuardForm::edit),
                Optional.ofNullable(given.get(DeletionPolicyForm.FIELD))
                        .filter(value -> !value.isNull())
                        .map(DeletionPolicyForm::policy),
                fields.text(ME).map(ScimConfigurationForm::me));
    }

    private static MeClaim me(String name) {
        try {
            return new MeClaim(name);
        } catch (IllegalArgumentException e) {
            throw ManagementFailure.body("The field " + ME + " is wrong. " + e.getMessage());
        }
    }

    private static Dialect dialect(JsonNode value) {
        List<String> words = value instanceof ArrayNode array
                ? array.valueStream().map(word -> word.asString("")).toList()
                : List.of(value.asString(""));
        try {
            return ToleranceText.parse(words);
        } catch (IllegalArgumentException e) {
            throw ManagementFailure.body("The field tolerances is wrong. " + e.getMessage());
        }
    }

    private static boolean paused(String status) {
        return switch (status) {
            case PAUSED -> true;
            case ENABLED -> false;
            default -> throw ManagementFailure.body("The field status must be " + ENABLED + " or " + PAUSED
                    + ". To close the endpoint, delete the configuration.");
        };
    }
}
