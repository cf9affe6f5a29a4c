package dev.rollcall.check.report;

import dev.rollcall.check.CheckOutcome;
import dev.rollcall.check.CheckReport;
import dev.rollcall.check.CheckResult;
import dev.rollcall.check.FailureCause;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Lines for a terminal: what to mend first, each cause with the checks that did not pass because of it, then a line for each
 * check, with the number of its cause.
 */
public final class TextReport {
    private static final String INDENT = "    ";
    /** Control characters of an answer, and those that turn the direction of writing, must not reach a terminal. */
    private static final String CONTROL = "[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069&&[^\\t]]";

    private TextReport() {}

    /** The lines in full. */
    public static List<String> lines(CheckReport report) {
        return lines(report, Integer.MAX_VALUE);
    }

    /** The lines; those of the table fit that many characters, a title that is cut ends in …. Sentences are not cut. */
    public static List<String> lines(CheckReport report, int columns) {
        List<String> lines = new ArrayList<>();
        int widest = report.results().stream().mapToInt(result -> result.check().id().length()).max().orElse(0);
        causes(lines, report);
        report.results().forEach(result -> add(lines, report, result, widest, columns));
        lines.add("");
        lines.add(ReportSummary.counts(report) + ".");
        lines.addAll(ReportSummary.notes(report));
        lines.add(ReportSummary.verdict(report));
        return lines.stream().map(line -> line.replaceAll(CONTROL, "\uFFFD")).toList();
    }

    /** The lines of one result, for those who show results as they come. */
    public static List<String> lines(CheckResult result) {
        List<String> lines = new ArrayList<>();
        lines.add(line(result, result.check().id().length()));
        if (result.outcome() != CheckOutcome.PASSED) {
            lines.add(INDENT + result.message());
        }
        return lines.stream().map(line -> line.replaceAll(CONTROL, "\uFFFD")).toList();
    }

    /** What is to be mended, each with the checks that did not pass because of it. */
    private static void causes(List<String> lines, CheckReport report) {
        if (report.causes().isEmpty()) {
            return;
        }
        lines.add(ReportSummary.FIRST + ":");
        int number = 0;
        for (FailureCause cause : report.causes()) {
            number++;
            lines.add("");
            lines.add("%d. %s (%s).".formatted(number, cause.headline(), ReportSummary.extent(cause)));
            lines.add(INDENT + "How to mend it: " + cause.mend());
            report.of(cause).forEach(result -> {
                lines.add(INDENT + result.check().id() + ": " + result.message());
                if (cause.checks().size() == 1) {
                    lines.add(INDENT + "Why it matters (" + result.check().severity().label() + "): "
                            + result.check().why());
                }
            });
        }
        lines.add("");
        lines.add("All checks:");
        lines.add("");
    }

    private static void add(List<String> lines, CheckReport report, CheckResult result, int widest, int columns) {
        String line = line(result, widest);
        OptionalInt cause = report.cause(result);
        if (cause.isPresent()) {
            String number = " (" + cause.getAsInt() + ")";
            lines.add(fitting(line, columns - number.length()) + number);
        } else {
            lines.add(fitting(line, columns));
            if (result.outcome() != CheckOutcome.PASSED) {
                lines.add(INDENT + result.message());
            }
        }
    }

    private static String line(CheckResult result, int widest) {
        String id = result.check().id();
        return mark(result) + "  " + id + " ".repeat(widest - id.length()) + "  " + result.check().title();
    }

    private static String fitting(String line, int columns) {
        return line.length() <= columns ? line : line.substring(0, Math.max(0, columns - 1)) + "…";
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
