package dev.rollcall.directory.stream;

import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads an {@code action} destination. Rollcall runs no actions; but the one that Auth0 publishes for SCIM is a {@code scim}
 * destination with other words, so one that has the secrets of that template becomes such a destination.
 */
final class ActionReader {
    /** What stands in the place of an action's id. */
    static final String SHOWN_ID = "scim-template";

    private static final String SECRETS = "secrets";
    private static final String ID = "action_id";

    private ActionReader() {}

    static DestinationReading read(ObjectNode configuration) {
        ObjectNode scim = configuration.deepCopy();
        scim.remove(ID);
        scim.remove(SECRETS);
        JsonNode secrets = configuration.path(SECRETS);
        if (secrets.isMissingNode() && !configuration.has("base_url")) {
            throw SettingFields
                    .invalid("Rollcall runs no actions, so an action_id alone says nothing to it. If the action is"
                            + " Auth0's SCIM template, send its secrets as configuration.secrets (SCIM_BASE_URL,"
                            + " SCIM_BEARER_TOKEN, …), or make a destination of type scim with base_url and authorization.");
        }
        value(secrets, "SCIM_BASE_URL").ifPresent(url -> scim.put("base_url", url));
        if (!secrets.isMissingNode()) {
            String token = value(secrets, "SCIM_BEARER_TOKEN")
                    .orElseThrow(() -> SettingFields.invalid("The secret SCIM_BEARER_TOKEN is missing in"
                            + " destination.configuration.secrets. Without it nothing could be sent."));
            scim.putObject("authorization").put("method", "bearer").put("token", token);
        }
        value(secrets, "SCIM_TIMEOUT_MS").ifPresent(text -> scim.put("timeout_ms", number("SCIM_TIMEOUT_MS", text)));
        value(secrets, "SCIM_MAX_RETRIES").ifPresent(text -> scim.put("retries", number("SCIM_MAX_RETRIES", text)));
        value(secrets, "SCIM_CONNECTION_ALLOWLIST").ifPresent(list -> {
            ArrayNode connections = scim.putArray("connections");
            Arrays.stream(list.split(",", -1))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .forEach(connections::add);
        });
        return ScimTargetReader.read(new SettingFields("destination.configuration", scim), "action");
    }

    /** In an object, or in a list of names and values as Auth0's actions have them. */
    private static Optional<String> value(JsonNode secrets, String name) {
        JsonNode value = secrets.path(name);
        if (secrets instanceof ArrayNode list) {
            value = list.valueStream()
                    .filter(one -> one.path("name").asString("").equals(name))
                    .map(one -> one.path("value"))
                    .findFirst()
                    .orElse(value);
        }
        return Optional.of(value.asString("").strip()).filter(text -> !text.isEmpty());
    }

    private static int number(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw SettingFields.invalid("The secret " + name + " must be a whole number, such as 1500.");
        }
    }
}
