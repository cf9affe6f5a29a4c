package dev.rollcall.store.postgres;

import dev.rollcall.store.transfer.TableRow;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Rows in the text format of COPY: a line a row, a tab between values, {@code \N} for NULL. */
final class CopyText {
    private CopyText() {}

    /** @param before values of columns that come before those of the row */
    static byte[] line(List<String> before, TableRow row) {
        StringBuilder line = new StringBuilder();
        before.forEach(value -> line.append(value).append('\t'));
        for (Optional<Object> value : row.values()) {
            switch (value.orElse("\\N")) {
                case String _ when value.isEmpty() -> line.append("\\N");
                case String text -> escape(text, line);
                case byte[] bytes -> line.append("\\\\x").append(HexFormat.of().formatHex(bytes));
                case Object number -> line.append(number);
            }
            line.append('\t');
        }
        line.setCharAt(line.length() - 1, '\n');
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void escape(String text, StringBuilder line) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> line.append("\\\\");
                case '\t' -> line.append("\\t");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                default -> line.append(c);
            }
        }
    }
}
