package dev.rollcall.scim.bulk;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * How large the data of an operation is.
 *
 * <p>Guarantees: it is never said to be larger than what the client sent, but for the form of a number; white space and escapes
 * that need not be are left out.
 *
 * @param bytes of compact JSON in UTF-8
 * @param values objects and arrays included, as {@link dev.rollcall.scim.json.JsonLimits} counts them
 */
public record DataSize(int bytes, int values) {
    /** Of an operation without data. */
    public static final DataSize NONE = new DataSize(0, 0);

    private static final int SHORT_ESCAPE = 2;
    private static final int LONG_ESCAPE = 6;

    static DataSize of(JsonNode node) {
        int bytes;
        int values = 1;
        if (node.isContainer()) {
            // The brackets, and a comma between each two.
            bytes = 2 + Math.max(0, node.size() - 1);
            for (Map.Entry<String, JsonNode> property : node.properties()) {
                bytes += text(property.getKey()) + 1;
            }
            for (JsonNode inner : node) {
                DataSize size = of(inner);
                bytes += size.bytes;
                values += size.values;
            }
        } else {
            bytes = scalar(node);
        }
        return new DataSize(bytes, values);
    }

    private static int scalar(JsonNode node) {
        if (node.isString()) {
            return text(node.stringValue());
        }
        return node.isNumber() ? node.numberValue().toString().length() : node.toString().length();
    }

    /** With the quotes. */
    private static int text(String text) {
        int bytes = 2;
        for (int i = 0; i < text.length(); i++) {
            bytes += escaped(text.charAt(i));
        }
        return bytes;
    }

    private static int escaped(char letter) {
        return switch (letter) {
            case '"', '\\', '\b', '\t', '\n', '\f', '\r' -> SHORT_ESCAPE;
            default -> letter < ' ' ? LONG_ESCAPE : utf8(letter);
        };
    }

    /** How many bytes a text takes in UTF-8. */
    static int utf8(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            bytes += utf8(text.charAt(i));
        }
        return bytes;
    }

    /** Each half of a surrogate pair has half of the four bytes of both. */
    private static int utf8(char letter) {
        if (letter < 0x80) {
            return 1;
        }
        return letter < 0x800 || Character.isSurrogate(letter) ? 2 : 3;
    }
}
