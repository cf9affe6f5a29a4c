package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Times;
import dev.rollcall.directory.storage.RequestLogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A row of the log as it is printed for people: one line, and more beneath it for an error and for tolerances. */
final class LogText {
    private LogText() {}

    static List<String> lines(RequestLogEntry entry) {
        List<String> lines = new ArrayList<>();
        lines.add("%s  %d  %-6s  %8s  %s"
                .formatted(
                        Times.text(entry.time()),
                        entry.status(),
                        entry.method(),
                        String.format(Locale.ROOT, "%.1f ms", entry.durationMicros() / 1_000.0),
                        path(entry)));
        entry.error()
                .ifPresent(error -> {
                    lines.add("    " + printable(error));
                    lines.add("    what to do: rollcall log %s --explain %s".formatted(entry.connection(), entry.id()));
                });
        for (JsonNode fired : LogJson.json(entry.tolerances())) {
            if (fired.path("id").isString()) {
                lines.add("    tolerance %s at %s"
                        .formatted(
                                fired.path("id").stringValue(),
                                printable(fired.path("where").asString(""))));
            }
        }
        return lines;
    }

    /** The path behind the connection's own part, which is the same in every row. */
    private static String path(RequestLogEntry entry) {
        String path = printable(entry.path());
        String prefix = "/scim/v2/connections/" + entry.connection();
        return path.startsWith(prefix) && path.length() > prefix.length() ? path.substring(prefix.length()) : path;
    }

    /** The text without what would move the cursor of a terminal: clients choose what stands in it. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }
}
