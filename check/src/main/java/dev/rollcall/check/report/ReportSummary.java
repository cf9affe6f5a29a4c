package dev.rollcall.check.report;

import dev.rollcall.check.CheckOutcome;
import dev.rollcall.check.CheckReport;
import dev.rollcall.check.CheckResult;
import dev.rollcall.check.FailureCause;
import dev.rollcall.check.LatencyFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The sentences that every form of a report has. */
final class ReportSummary {
    private ReportSummary() {}

    /** How many checks ended how. */
    static String counts(CheckReport report) {
        int failed = (int) report.results().stream().filter(CheckResult::breaks).count();
        int advice = report.ended(CheckOutcome.FAILED).size() - failed;
        return "%d checks: %d passed, %d failed, %d with advice, %d not applicable, %d without a judgement".formatted(
                report.results().size(), report.ended(CheckOutcome.PASSED).size(), failed, advice,
                report.ended(CheckOutcome.NOT_APPLICABLE).size(), report.ended(CheckOutcome.ERROR).size());
    }

    /** The heading of what is to be mended, which comes first in every form of a report. */
    static final String FIRST = "Mend these first";

    /** How many checks a cause has, {@code 35 checks}. */
    static String extent(FailureCause cause) {
        int checks = cause.checks().size();
        return (checks == 1 ? "1 check, " : checks + " checks, ") + cause.severity().label();
    }

    /** What that means. */
    static String verdict(CheckReport report) {
        if (report.breaksNothing()) {
            return "Nothing breaks.";
        }
        String broken = report.results()
                .stream()
                .filter(CheckResult::breaks)
                .map(result -> result.check().severity().label())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return broken.isEmpty() ? "Some checks came to no judgement." : "This endpoint " + broken + ".";
    }

    /** How fast the endpoint was, and what was left behind. */
    static List<String> notes(CheckReport report) {
        List<String> notes = new ArrayList<>();
        notes.add(report.requests() + " requests in " + seconds(report.time().toMillis()) + "; "
                + latency(report.latency()) + ".");
        report.rate()
                .ifPresent(rate -> notes
                        .add(String.format(
                                Locale.ROOT,
                                "At Entra's %.0f requests/s: %.1f/s answered with success, %d throttled, %d failed; %s.",
                                rate.asked(),
                                rate.reached(),
                                rate.throttled(),
                                rate.failed(),
                                latency(rate.latency()))));
        if (!report.leftOver().isEmpty()) {
            notes.add("These could not be removed again. Delete them by hand; their names begin with "
                    + report.prefix() + ":");
            report.leftOver().forEach(path -> notes.add("    " + path));
        }
        return notes;
    }

    private static String latency(LatencyFigures figures) {
        return "answers within %d ms (half), %d ms (95 %%), %d ms (99 %%), %d ms (all)".formatted(
                figures.p50().toMillis(), figures.p95().toMillis(), figures.p99().toMillis(),
                figures.longest().toMillis());
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
