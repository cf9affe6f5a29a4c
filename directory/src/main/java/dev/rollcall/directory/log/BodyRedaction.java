package dev.rollcall.directory.log;

import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the text of a request body that may be logged.
 *
 * <p>Guarantees: the value of every member whose name says that it is a secret ({@code password} and the like, at any
 * depth, in any case, also at the end of a URN or dotted path), and the value of a PATCH operation whose path names
 * one, is {@value #REDACTED}; the text is at most the given number of characters.
 */
public final class BodyRedaction {
    private static final String REDACTED = "[redacted]";
    private static final Set<String> SECRETS = Set.of("password", "token", "secret", "client_secret", "access_token",
            "client_assertion");

    private BodyRedaction() {}

    /** The body as compact JSON without secrets, cut to {@code maxLength} characters. */
    public static String redact(ObjectNode body, int maxLength) {
        ObjectNode copy = body.deepCopy();
        clean(copy);
        String text = copy.toString();
        return text.length() <= maxLength ? text : text.substring(0, maxLength);
    }

    private static void clean(JsonNode node) {
        switch (node) {
            case ObjectNode object -> cleanObject(object);
            case ArrayNode array -> array.forEach(BodyRedaction::clean);
            default -> {
                // A scalar holds no member that could be named like a secret.
            }
        }
    }

    private static void cleanObject(ObjectNode object) {
        boolean secretPath = object.properties()
                .stream()
                .anyMatch(e -> e.getKey().equalsIgnoreCase("path")
                        && e.getValue().isString()
                        && isSecret(e.getValue().stringValue()));
        for (String name : object.propertyNames().stream().toList()) {
            if (isSecret(name)
                    || secretPath && name.equalsIgnoreCase("value")
                    || name.equalsIgnoreCase("filter") && asksForPassword(object.path(name))) {
                object.put(name, REDACTED);
            } else {
                clean(object.path(name));
            }
        }
    }

    private static boolean asksForPassword(JsonNode filter) {
        return filter.asString("").toLowerCase(Locale.ROOT).contains("password");
    }

    private static boolean isSecret(String nameOrPath) {
        String name = nameOrPath.strip().toLowerCase(Locale.ROOT);
        int cut = Math.max(name.lastIndexOf(':'), name.lastIndexOf('.'));
        return SECRETS.contains(name.substring(cut + 1));
    }
}
