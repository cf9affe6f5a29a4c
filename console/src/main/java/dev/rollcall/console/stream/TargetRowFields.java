package dev.rollcall.console.stream;

import dev.rollcall.scim.json.ScimJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row of a target's mapping as fields of a form; empty text for what it does not have.
 *
 * @param scim the path at the target
 * @param auth0 the attribute of the profile
 * @param expression in CEL
 * @param constant JSON, or text that is none and stands for itself
 * @param generate {@code password} for one that is made up, or empty text
 * @param on {@code create} for a row that counts for creations alone, or {@code always}
 * @param counts {@code no} for a row that stands ready and does not count, or {@code yes}
 */
public record TargetRowFields(String scim, String auth0, String expression, String constant, String generate,
        String on, String counts) {
    /** A row that is still to be written. */
    static final TargetRowFields EMPTY = new TargetRowFields("", "", "", "", "", "always", "yes");

    private static final String NO = "no";
    private static final String CREATE = "create";
    private static final int MOST_LINES = 12;

    /** Those of a row as the management API has it. */
    static TargetRowFields of(JsonNode row) {
        return new TargetRowFields(row.path("scim").asString(""), row.path("auth0").asString(""),
                row.path("expression").asString(""), row.has("constant") ? row.path("constant").toString() : "",
                row.path("generate").asString(""), row.path("on").asString("always"),
                row.path("enabled").asBoolean(true) ? "yes" : NO);
    }

    /** The row as the management API has it, unchecked. */
    ObjectNode json() {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        put(row, "scim", scim);
        put(row, "auth0", auth0);
        put(row, "expression", expression);
        if (!constant.isEmpty()) {
            row.set("constant", value(constant));
        }
        put(row, "generate", generate);
        if (on.equals(CREATE)) {
            row.put("on", CREATE);
        }
        if (counts.equals(NO)) {
            row.put("enabled", false);
        }
        return row;
    }

    /** What a browser sends of it when nobody has changed it: fields of one line have no ends of lines, and all are stripped. */
    TargetRowFields sent() {
        return new TargetRowFields(line(scim), line(auth0),
                expression.replace("\r\n", "\n").replace('\r', '\n').strip(), line(constant), generate, on, counts);
    }

    /** How many lines its expression is shown on; a longer one is moved up and down. */
    public int lines() {
        return (int) Math.clamp(expression.lines().count(), 1, MOST_LINES);
    }

    private static String line(String text) {
        return text.replace("\r", "").replace("\n", "").strip();
    }

    /** Whether nothing is in it. */
    boolean isEmpty() {
        return (scim + auth0 + expression + constant + generate).isEmpty();
    }

    private static void put(ObjectNode row, String member, String value) {
        if (!value.isEmpty()) {
            row.put(member, value);
        }
    }

    /** What somebody types who does not think of JSON is a text. */
    private static JsonNode value(String typed) {
        try {
            return ScimJson.tree(typed);
        } catch (JacksonException text) {
            return JsonNodeFactory.instance.stringNode(typed);
        }
    }
}
