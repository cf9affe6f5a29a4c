package dev.rollcall.console.mapping;

import dev.rollcall.scim.json.ScimJson;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row of a mapping as fields of a form; empty text for what it does not have.
 *
 * @param scim the path of the SCIM attribute
 * @param auth0 the attribute of the profile
 * @param direction {@code both}, {@code in}, {@code out}, or empty text for the usual one
 * @param edit {@code allowed}, {@code refused}, {@code overlay}, or empty text for the usual one
 * @param constant JSON, or text that is none and stands for itself
 * @param byDefault the same
 * @param expressionIn in CEL
 * @param expressionOut in CEL
 */
public record RowFields(String scim, String auth0, String direction, String edit, String constant, String byDefault,
        String expressionIn, String expressionOut) {
    /** A row that is still to be written. */
    static final RowFields EMPTY = new RowFields("", "", "", "", "", "", "", "");

    /** Those of a row as the management API has it. */
    static RowFields of(JsonNode row) {
        return new RowFields(text(row, "scim"), text(row, "auth0"), text(row, "direction"), text(row, "edit"),
                json(row, "constant"), json(row, "default"), text(row, "expression_in"), text(row, "expression_out"));
    }

    /** The row as the management API has it, unchecked. */
    ObjectNode json() {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        put(row, "scim", scim);
        put(row, "auth0", auth0);
        put(row, "direction", direction);
        put(row, "edit", edit);
        if (!constant.isEmpty()) {
            row.set("constant", value(constant));
        }
        if (!byDefault.isEmpty()) {
            row.set("default", value(byDefault));
        }
        put(row, "expression_in", expressionIn);
        put(row, "expression_out", expressionOut);
        return row;
    }

    /** Whether it has more than the two attributes. */
    public boolean hasMore() {
        return !(edit + constant + byDefault + expressionIn + expressionOut).isEmpty();
    }

    /** What it has beyond the two attributes, on one line; empty text for nothing. */
    public String summary() {
        ObjectNode more = json();
        more.remove(List.of("scim", "auth0"));
        return more.isEmpty() ? "" : more.toString();
    }

    /** Whether nothing is in it. */
    boolean isEmpty() {
        return equals(EMPTY);
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

    private static String text(JsonNode row, String member) {
        return row.path(member).asString("");
    }

    private static String json(JsonNode row, String member) {
        return row.has(member) ? row.path(member).toString() : "";
    }
}
