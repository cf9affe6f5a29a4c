package dev.rollcall.server.management.connection;

import dev.rollcall.directory.log.SecretName;
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
    /** What an identity provider's options have beside what every log leaves out. */
    private static final List<String> WITHIN = List.of("signingkey", "decryptionkey");
    /** A name that ends with one of these tells of a secret and holds none ({@code token_endpoint}). */
    private static final List<String> ABOUT = List.of(
            "endpoint", "url", "uri", "method", "methods", "alg", "algs", "type", "types", "supported", "lifetime",
            "issuer",
            "audience");

    private SecretOptions() {}

    /** Removes them at any depth. */
    static void removeFrom(ObjectNode object) {
        for (String name : object.propertyNames().stream().toList()) {
            JsonNode value = object.path(name);
            if (isSecret(name) && !value.isBoolean() && !value.isNumber()) {
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
        return WITHIN.stream().anyMatch(plain::contains)
                || SecretName.isOne(name) && ABOUT.stream().noneMatch(plain::endsWith);
    }
}
