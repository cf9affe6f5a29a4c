package dev.rollcall.directory.log;

import dev.rollcall.scim.text.Excerpt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes the text of what was changed that the audit log keeps: without secrets, and at most so long. */
public final class AuditText {
    /** Characters; the rest is cut off. */
    static final int LONGEST = 16_384;

    /** Characters of the sentence by which something was refused. */
    static final int LONGEST_ERROR = 1_024;

    private static final String HOLDER = "{\"x\":";

    private AuditText() {}

    /** The JSON without secrets, cut. */
    public static String of(JsonNode value) {
        if (value instanceof ObjectNode object) {
            return BodyRedaction.redact(object, LONGEST);
        }
        // An array as the member of an object, whose braces and name are taken off again.
        ObjectNode holder = JsonNodeFactory.instance.objectNode();
        holder.set("x", value);
        String text = BodyRedaction.redact(holder, LONGEST + HOLDER.length() + 1);
        return text.substring(HOLDER.length(), text.endsWith("}") ? text.length() - 1 : text.length());
    }

    /** The sentence by which something was refused, which may quote what was sent: without secrets, cut. */
    public static String ofError(String message) {
        // What is far longer is cut before it is looked through.
        String start = message.substring(0, Math.min(message.length(), 4 * LONGEST_ERROR));
        String clean = Secrets.redact(start);
        return Excerpt.of(clean, LONGEST_ERROR);
    }
}
