package dev.rollcall.server.management.connection;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes out of a connection's options what is a secret by its name. Rollcall signs nobody in, so it has no use for one, and
 * what is not stored cannot leak.
 */
final class SecretOptions {
    private static final List<String> WITHIN = List.of(
            "secret", "password", "passphrase", "privatekey", "signingkey", "decryptionkey", "apikey", "accesskey",
            "credential");

    private SecretOptions() {}

    /** Removes them at any depth. */
    static void removeFrom(ObjectNode object) {
        for (String name : object.propertyNames().stream().toList()) {
            JsonNode value = object.path(name);
            if (isSecret(name) && !value.isBoolean()) {
                object.remove(name);
            } else {
                within(value);
            }
        }
    }

    private static void within(JsonNode value) {
        if (value instanceof ObjectNode object) {
            removeFrom(object);
        } else if (value instanceof ArrayNode array) {
            array.forEach(SecretOptions::within);
        }
    }

    private static boolean isSecret(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
        return WITHIN.stream().anyMatch(plain::contains);
    }
}
