package dev.rollcall.check.report;

import dev.rollcall.check.CheckOutcome;
import dev.rollcall.check.CheckReport;
import dev.rollcall.check.CheckResult;
import java.util.ArrayList;
import java.util.List;

/** A table for a terminal: one line for each check, and under those that did not pass what was wrong and how to mend it. */
public final class TextReport {
    private static final String INDENT = "    ";
    /** Control characters of an answer, and those that turn the direction of writing, must not reach a terminal. */
    private static final String CONTROL = "[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069&&[^\\t]]";

    private TextReport() {}

    /** The lines. */
    public static List<String> lines(CheckReport report) {
        List<String> lines = new ArrayList<>();
        int widest = report.results().stream().mapToInt(result -> result.check().id().length()).max().orElse(0);
        report.results().forEach(result -> add(lines, result, widest));
        lines.add("");
        lines.add(ReportSummary.counts(report) + ".");
        lines.addAll(ReportSummary.notes(report));
        lines.add(ReportSummary.verdict(report));
        return lines.stream().map(line -> line.replaceAll(CONTROL, "\uFFFD")).toList();
    }

    /** The lines of one result, for those who show results as they come. */
    public static List<String> lines(CheckResult result) {
        List<String> lines = new ArrayList<>();
        add(lines, result, result.check().id().length());
        return lines.stream().map(line -> line.replaceAll(CONTROL, "\uFFFD")).toList();
    }

    private static void add(List<String> lines, CheckResult result, int widest) {
        String id = result.check().id();
        lines.add(mark(result) + "  " + id + " ".repeat(widest - id.length()) + "  " + result.check().title());
        if (result.outcome() != CheckOutcome.PASSED) {
            lines.add(INDENT + result.message());
        }
        if (result.outcome() == CheckOutcome.FAILED) {
            lines.add(INDENT + "Why it matters (" + result.check().severity().label() + "): " + result.check().why());
            lines.add(INDENT + "How to mend it: " + result.check().mend());
        }
    }

    private static String mark(CheckResult result) {
        return switch (result.outcome()) {
            case PASSED -> "ok  ";
            case FAILED -> result.breaks() ? "FAIL" : "note";
            case NOT_APPLICABLE -> "n/a ";
            case ERROR -> "?   ";
        };
    }
}
