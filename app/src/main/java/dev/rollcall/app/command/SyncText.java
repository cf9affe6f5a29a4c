package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Printable;
import dev.rollcall.app.terminal.TextTable;
import dev.rollcall.app.terminal.Times;
import dev.rollcall.directory.stream.SyncJob;
import dev.rollcall.scim.json.ScimJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What came of a synchronisation, as it is printed for people. */
final class SyncText {
    private SyncText() {}

    /** Whether it was not stopped, and a check found nothing that differs. */
    static boolean isWell(SyncJob job) {
        JsonNode report = report(job);
        boolean checked = !job.mode().equals("verify") || report.path("equal").asBoolean(false);
        return !report.has("stopped") && report.path("failures").isEmpty() && checked;
    }

    static List<String> lines(SyncJob job) {
        JsonNode report = report(job);
        List<String> lines = new ArrayList<>();
        lines.add("here: " + counts(report.path("source")));
        lines.add("at the target: " + counts(report.path("target")));
        lines.add("");
        TextTable table = new TextTable(job.mode().equals("apply") ? "DONE" : "WOULD BE DONE", "HOW OFTEN");
        JsonNode done = job.mode().equals("apply") && report.path("applied").isObject()
                ? report.path("applied")
                : report.path("plan");
        done.properties().forEach(entry -> table.row(entry.getKey(), entry.getValue().asString()));
        lines.addAll(table.lines());
        attributes(report.path("attributes"), lines);
        people("conflicts, which nobody decides but you", report.path("conflicts"), lines);
        people("failures", report.path("failures"), lines);
        people("groups whose members were not compared", report.path("unread"), lines);
        lines.add("");
        lines.add(end(job, report));
        return lines;
    }

    private static void attributes(JsonNode attributes, List<String> lines) {
        if (!attributes.isEmpty()) {
            TextTable table = new TextTable("ATTRIBUTE", "DIFFERS");
            attributes.properties().forEach(entry -> table.row(entry.getKey(), entry.getValue().asString()));
            lines.add("");
            lines.addAll(table.lines());
        }
    }

    private static void people(String heading, JsonNode list, List<String> lines) {
        if (!list.isEmpty()) {
            lines.add("");
            lines.add(heading + ":");
            list.forEach(one -> lines.add("  " + Printable.line(one.path("subject").asString("") + ": "
                    + one.path("reason").asString(one.toString()))));
        }
    }

    private static String end(SyncJob job, JsonNode report) {
        if (report.has("stopped")) {
            return "Stopped: " + Printable.line(report.path("stopped").asString(""));
        }
        String at = job.finishedAt().map(Times::text).orElse("");
        return switch (job.mode()) {
            case "dry-run" -> "Nothing was changed. \"rollcall sync STREAM --apply\" does it. Finished " + at + ".";
            case "verify" -> report.path("equal").asBoolean(false)
                    ? "Both are equal. Finished " + at + "."
                    : "They differ: \"rollcall sync STREAM --apply\" mends it. Finished " + at + ".";
            default -> "Finished " + at + ".";
        };
    }

    private static String counts(JsonNode counts) {
        List<String> parts = new ArrayList<>();
        counts.properties().forEach(entry -> parts.add(entry.getValue().asString() + " " + entry.getKey()));
        return parts.isEmpty() ? "nothing" : String.join(", ", parts);
    }

    private static JsonNode report(SyncJob job) {
        return ScimJson.tree(job.report().getBytes(StandardCharsets.UTF_8));
    }
}
