package dev.rollcall.check.report;

import dev.rollcall.check.CheckOutcome;
import dev.rollcall.check.CheckReport;
import dev.rollcall.check.CheckResult;
import dev.rollcall.check.RecordedExchange;
import java.util.List;

/** What the page's template shows, in texts. */
public record ReportPage(
        String endpoint,
        String started,
        String counts,
        String verdict,
        boolean sound,
        List<String> notes,
        List<Section> sections) {

    /** Results of one kind under a heading. */
    public record Section(String heading, String kind, List<Row> rows) {}

    /** One check. */
    public record Row(
            String id,
            String title,
            String severity,
            String message,
            String why,
            String mend,
            String sources,
            List<Talk> talks) {}

    /** One request and its answer. */
    public record Talk(String line, String request, String answer) {}

    static ReportPage of(CheckReport report) {
        return new ReportPage(report.endpoint(), report.started().toString(), ReportSummary.counts(report),
                ReportSummary.verdict(report), report.breaksNothing(), ReportSummary.notes(report), List.of(
                        section("What breaks", "failed",
                                report.results().stream().filter(CheckResult::breaks).toList()),
                        section("Without a judgement", "error", report.ended(CheckOutcome.ERROR)),
                        section("Advice", "advice",
                                report.ended(CheckOutcome.FAILED).stream().filter(r -> !r.breaks()).toList()),
                        section("Not applicable", "skipped", report.ended(CheckOutcome.NOT_APPLICABLE)),
                        section("Passed", "passed", report.ended(CheckOutcome.PASSED))));
    }

    private static Section section(String heading, String kind, List<CheckResult> results) {
        return new Section(heading, kind, results.stream().map(ReportPage::row).toList());
    }

    private static Row row(CheckResult result) {
        return new Row(result.check().id(), result.check().title(), result.check().severity().label(), result.message(),
                result.check().why(), result.check().mend(), String.join("; ", result.check().sources()),
                result.exchanges().stream().map(ReportPage::talk).toList());
    }

    private static Talk talk(RecordedExchange exchange) {
        String status = exchange.answer().map(answer -> Integer.toString(answer.status())).orElse("no answer");
        return new Talk(exchange.line() + " → " + status, ExchangeText.request(exchange),
                ExchangeText.answer(exchange));
    }
}
