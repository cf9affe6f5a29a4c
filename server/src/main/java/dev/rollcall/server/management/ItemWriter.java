package dev.rollcall.server.management;

import dev.rollcall.scim.json.ScimJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a list item by item. */
final class ItemWriter {
    private final String field;

    /** @param field that holds the items in the frame; empty text for the items alone, as an array */
    ItemWriter(String field) {
        this.field = field;
    }

    <T> byte[] write(ObjectNode frame, List<T> rows, Function<T, ObjectNode> form) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (field.isEmpty()) {
            items(rows, form, out);
            return out.toByteArray();
        }
        byte[] around = ScimJson.write(frame);
        // Without the brace at its end.
        out.write(around, 0, around.length - 1);
        if (!frame.isEmpty()) {
            out.write(',');
        }
        out.writeBytes(JsonNodeFactory.instance.stringNode(field).toString().getBytes(StandardCharsets.UTF_8));
        out.write(':');
        items(rows, form, out);
        out.write('}');
        return out.toByteArray();
    }

    private static <T> void items(List<T> rows, Function<T, ObjectNode> form, ByteArrayOutputStream out) {
        out.write('[');
        boolean first = true;
        for (T row : rows) {
            if (!first) {
                out.write(',');
            }
            out.writeBytes(ScimJson.write(form.apply(row)));
            first = false;
        }
        out.write(']');
    }
}
