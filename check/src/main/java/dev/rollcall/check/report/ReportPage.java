package dev.rollcall.check.report;

import dev.rollcall.check.CheckOutcome;
import dev.rollcall.check.CheckReport;
import dev.rollcall.check.CheckResult;
import dev.rollcall.check.FailureCause;
import dev.rollcall.check.RecordedExchange;
import java.util.ArrayList;
import java.util.List;

/** What the page's template shows, in texts. */
public record ReportPage(
        String endpoint,
        String started,
        String counts,
        String verdict,
        boolean sound,
        List<String> notes,
        List<Headline> headlines,
        List<Section> sections) {

    /** A cause, with its results. */
    public record Headline(int number, String text, String extent, String mend, boolean breaks, List<Row> rows) {}

    /** Results of one kind under a heading. */
    public record Section(String heading, String kind, List<Row> rows) {}

    /** One check. */
    public record Row(
            String id,
            String title,
            String severity,
            String message,
            String why,
            String sources,
            List<Talk> talks) {}

    /** One request and its answer. */
    public record Talk(String line, String request, String answer) {}

    static ReportPage of(CheckReport report) {
        return new ReportPage(report.endpoint(), report.started().toString(), ReportSummary.counts(report),
                ReportSummary.verdict(report), report.breaksNothing(), ReportSummary.notes(report), headlines(report),
                List.of(section("Without a judgement", "error", alone(report, CheckOutcome.ERROR)),
                        section("Not applicable", "skipped", report.ended(CheckOutcome.NOT_APPLICABLE)),
                        section("Passed", "passed", report.ended(CheckOutcome.PASSED))));
    }

    private static List<Headline> headlines(CheckReport report) {
        List<Headline> headlines = new ArrayList<>();
        for (FailureCause cause : report.causes()) {
            headlines.add(new Headline(headlines.size() + 1, cause.headline(), ReportSummary.extent(cause),
                    cause.mend(), cause.severity().breaks(), report.of(cause).stream().map(ReportPage::row).toList()));
        }
        return headlines;
    }

    /** Those that the endpoint is not to blame for. */
    private static List<CheckResult> alone(CheckReport report, CheckOutcome outcome) {
        return report.ended(outcome).stream().filter(result -> report.cause(result).isEmpty()).toList();
    }

    private static Section section(String heading, String kind, List<CheckResult> results) {
        return new Section(heading, kind, results.stream().map(ReportPage::row).toList());
    }

    private static Row row(CheckResult result) {
        return new Row(result.check().id(), result.check().title(), result.check().severity().label(), result.message(),
                result.check().why(), String.join("; ", result.check().sources()),
                result.exchanges().stream().map(ReportPage::talk).toList());
    }

    private static Talk talk(RecordedExchange exchange) {
        String status = exchange.answer().map(answer -> Integer.toString(answer.status())).orElse("no answer");
        return new Talk(exchange.line() + " → " + status, ExchangeText.request(exchange),
                ExchangeText.answer(exchange));
    }
}
