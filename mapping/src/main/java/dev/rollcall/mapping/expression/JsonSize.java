package dev.rollcall.mapping.expression;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** How large a value is as JSON, without writing it. */
public final class JsonSize {
    private JsonSize() {}

    /** Bytes in UTF-8, escapes aside, with quotes, brackets and commas. */
    public static long of(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> 2 + utf8(node.stringValue());
            case OBJECT -> {
                long size = 2;
                for (Map.Entry<String, JsonNode> member : node.properties()) {
                    size += 4 + utf8(member.getKey()) + of(member.getValue());
                }
                yield size;
            }
            case ARRAY -> {
                long size = 2;
                for (JsonNode element : node) {
                    size += 1 + of(element);
                }
                yield size;
            }
            case NULL, BOOLEAN, NUMBER, BINARY, MISSING, POJO -> node.asString("null").length();
        };
    }

    /** Bytes of the text in UTF-8. */
    static long utf8(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Each half of a surrogate pair is two of the four bytes.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
