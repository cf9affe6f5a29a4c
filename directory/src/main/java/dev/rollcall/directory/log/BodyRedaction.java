package dev.rollcall.directory.log;

import dev.rollcall.directory.type.HiddenNames;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Makes the text of a request body, or of the plan of a write, that may be logged.
 *
 * <p>Guarantees: the value of every member whose name says that it is a secret ({@code password} and the like, at any
 * depth, in any case, also within a URN or a path), and the value of an operation or change whose path names one, is {@code
 * [redacted]}; so is what a text compares a secret with, and the secret part of a SCIM token; the text of a body is at most
 * the given number of characters.
 */
public final class BodyRedaction {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    /** Characters; a longer text beside a value is no name of it. */
    private static final int LONGEST_NAME = 100;
    /** What holds the value of an operation, or of a change. */
    private static final Set<String> VALUES = Set.of("value", "before", "after");

    private BodyRedaction() {}

    /** The body as compact JSON without secrets, cut to {@code maxLength} characters. */
    public static String redact(ObjectNode body, int maxLength) {
        String text = body.toString();
        return cut(SecretMarks.mayBeIn(text) ? thoroughly(body.deepCopy()) : text, maxLength);
    }

    /** The same, without what nothing answers as well. */
    public static String redact(ObjectNode body, int maxLength, HiddenNames hidden) {
        return redact(HiddenRedaction.body(body, hidden), maxLength);
    }

    /** The same of an object that is compact JSON already. */
    public static String redact(String json, int maxLength) {
        return cut(SecretMarks.mayBeIn(json) ? thoroughly(MAPPER.readTree(json)) : json, maxLength);
    }

    private static String cut(String text, int maxLength) {
        return text.length() <= maxLength ? text : text.substring(0, maxLength);
    }

    /** The plan of a write, compact JSON, without secrets. */
    static String redactPlan(String plan) {
        if (!SecretMarks.mayBeIn(plan)) {
            return plan;
        }
        String text = thoroughly(MAPPER.readTree(plan));
        return text.equals(plan) ? plan : text;
    }

    /** What is left of a tree, which is changed, without a quick look before. */
    static String thoroughly(JsonNode tree) {
        return cleaned(tree).toString();
    }

    private static JsonNode cleaned(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                cleanObject(object);
                yield object;
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, cleaned(array.get(i)));
                }
                yield array;
            }
            case StringNode text -> {
                String cleaned = Secrets.thoroughly(text.stringValue());
                yield cleaned.equals(text.stringValue()) ? text : StringNode.valueOf(cleaned);
            }
            default -> node;
        };
    }

    private static void cleanObject(ObjectNode object) {
        boolean secretPath = object.properties().stream().anyMatch(e -> namesSecret(e.getKey(), e.getValue()));
        for (String name : object.propertyNames().stream().toList()) {
            if (Secrets.isPath(name)
                    || secretPath && VALUES.contains(name.toLowerCase(Locale.ROOT))
                    || name.equalsIgnoreCase("filter") && Secrets.isMentioned(object.path(name).asString(""))) {
                object.put(name, Secrets.REDACTED);
            } else if (secretPath && name.equalsIgnoreCase("path") && object.path(name).isString()) {
                object.put(name, Secrets.withoutValues(object.path(name).stringValue()));
            } else {
                object.set(name, cleaned(object.path(name)));
            }
        }
    }

    /** Whether a member says that the value beside it is a secret, as the path of an operation does. */
    private static boolean namesSecret(String member, JsonNode value) {
        if (value instanceof ArrayNode array) {
            return array.valueStream().anyMatch(element -> element.isString() && namesSecret(member, element));
        }
        if (!value.isString() || VALUES.contains(member.toLowerCase(Locale.ROOT))) {
            return false;
        }
        String text = value.stringValue();
        return member.equalsIgnoreCase("path")
                ? Secrets.isPath(text)
                : text.strip().length() <= LONGEST_NAME && text.strip().indexOf(' ') < 0 && Secrets.isName(text);
    }
}
