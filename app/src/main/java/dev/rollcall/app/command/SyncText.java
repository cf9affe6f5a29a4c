package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Printable;
import dev.rollcall.app.terminal.ShellWord;
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
    /** What is told of either side; the rest of what is counted there is for whoever decides. */
    private static final List<String> COUNTED = List.of("users", "blocked", "groups", "members");

    private static final String NOTHING = "There is nothing to do.";

    private SyncText() {}

    /** Whether it was not stopped, and a check found nothing that differs. */
    static boolean isWell(SyncJob job) {
        JsonNode report = report(job);
        boolean checked = !job.mode().equals("verify") || report.path("equal").asBoolean(false);
        return !report.has("stopped") && report.path("failures").isEmpty() && checked;
    }

    static List<String> lines(SyncJob job, String stream) {
        JsonNode report = report(job);
        List<String> lines = new ArrayList<>();
        lines.add((job.source().isEmpty() ? "here: " : "in the file: ") + counts(report.path("source")));
        lines.add("at the target: " + counts(report.path("target")));
        lines.add("");
        TextTable table = new TextTable(job.mode().equals("apply") ? "DONE" : "WOULD BE DONE", "HOW OFTEN");
        JsonNode done = job.mode().equals("apply") && report.path("applied").isObject()
                ? report.path("applied")
                : report.path("plan");
        done.properties().forEach(entry -> table.row(entry.getKey(), entry.getValue().asString()));
        lines.addAll(done.isEmpty() ? List.of(NOTHING) : table.lines());
        attributes(report.path("attributes"), lines);
        people("conflicts, which nobody decides but you", report.path("conflicts"), lines);
        people("failures", report.path("failures"), lines);
        people("groups whose members were not compared", report.path("unread"), lines);
        lines.add("");
        lines.add(end(job, report, stream));
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

    private static String end(SyncJob job, JsonNode report, String stream) {
        if (report.has("stopped")) {
            return "Stopped: " + Printable.line(report.path("stopped").asString(""));
        }
        String at = job.finishedAt().map(Times::text).orElse("");
        return switch (job.mode()) {
            case "dry-run" -> "Nothing was changed. \"%s\" does it. Finished %s.".formatted(apply(job, stream), at);
            case "verify" -> report.path("equal").asBoolean(false)
                    ? "Both are equal. Finished " + at + "."
                    : "They differ: \"%s\" mends it. Finished %s.".formatted(apply(job, stream), at);
            default -> "Finished " + at + ".";
        };
    }

    private static String apply(SyncJob job, String stream) {
        String from = job.source().isEmpty() ? "" : " --from " + ShellWord.of(job.source());
        return "rollcall sync " + ShellWord.of(stream) + " --apply" + from;
    }

    private static String counts(JsonNode counts) {
        List<String> parts = new ArrayList<>();
        for (String name : COUNTED) {
            long count = counts.path(name).asLong(0);
            if (count > 0) {
                parts.add("%d %s".formatted(count, name));
            }
        }
        return parts.isEmpty() ? "nothing" : String.join(", ", parts);
    }

    private static JsonNode report(SyncJob job) {
        return ScimJson.tree(job.report().getBytes(StandardCharsets.UTF_8));
    }
}
