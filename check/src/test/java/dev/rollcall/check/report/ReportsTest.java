package dev.rollcall.check.report;

import dev.rollcall.check.Check;
import dev.rollcall.check.CheckOutcome;
import dev.rollcall.check.CheckProfile;
import dev.rollcall.check.CheckReport;
import dev.rollcall.check.CheckResult;
import dev.rollcall.check.FailureCause;
import dev.rollcall.check.LatencyFigures;
import dev.rollcall.check.RateFigures;
import dev.rollcall.check.RecordedExchange;
import dev.rollcall.check.Severity;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class ReportsTest {
    private static final String HOSTILE = "<script>alert('x')</script>\u0007 & \"quoted\" ]]>";

    private final LatencyFigures latency = LatencyFigures.of(List.of(Duration.ofMillis(3), Duration.ofMillis(7)));
    private final CheckReport report = new CheckReport("https://a.example/scim?x=<b>", Instant.EPOCH,
            Duration.ofMillis(1500),
            List.of(result("entra.one", Severity.BREAKS_ENTRA, CheckOutcome.PASSED, ""),
                    result("entra.two", Severity.BREAKS_ENTRA, CheckOutcome.FAILED, HOSTILE),
                    result("okta.three", Severity.ADVICE, CheckOutcome.FAILED, "Worth a thought."),
                    result("rfc.four", Severity.BREAKS_RFC, CheckOutcome.NOT_APPLICABLE, "No groups."),
                    result("rfc.five", Severity.BREAKS_RFC, CheckOutcome.ERROR, "No time.")),
            List.of(new FailureCause("Names are lost", Severity.BREAKS_ENTRA, "Keep names.", List.of("entra.two")),
                    new FailureCause("Times are odd", Severity.ADVICE, "Say the zone.", List.of("okta.three"))),
            2, latency, Optional.of(new RateFigures(25, 24.5, 1, 0, latency)), "rollcall-check-k3-",
            List.of("/Users/7"));

    @Test
    void thePageNeedsNothingElseAndEscapesEverything() {
        String page = HtmlReport.of(report);
        assertThat(page).startsWith("<!DOCTYPE html>")
                .contains("This endpoint breaks Entra.", "&lt;script&gt;",
                        "Mend these first", "<strong>Names are lost</strong> (1 check, breaks Entra)",
                        "How to mend it: Keep names.", "name=\"viewport\"", "1 passed, 1 failed, 1 with advice");
        assertThat(page).doesNotContain("<script", " src=", " href=", "url(", "@import", "x=<b>");
    }

    @Test
    void theXmlIsWellFormedAndCounts() throws Exception {
        StringWriter writer = new StringWriter();
        JUnitReport.write(report, writer);
        Element root = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(writer.toString())))
                .getDocumentElement();
        assertThat(root.getAttribute("tests")).isEqualTo("5");
        assertThat(root.getAttribute("failures")).isEqualTo("1");
        assertThat(root.getAttribute("errors")).isEqualTo("1");
        assertThat(root.getAttribute("skipped")).isEqualTo("1");
        NodeList failures = root.getElementsByTagName("failure");
        assertThat(failures.getLength()).isEqualTo(1);
        assertThat(failures.item(0).getTextContent()).contains("<script>", "POST /Users", "400 after 7 ms",
                "How to mend it: Keep names.");
        assertThat(failures.item(0).getAttributes().getNamedItem("message").getTextContent())
                .startsWith("Cause 1: Names are lost. ");
        assertThat(root.getElementsByTagName("property").item(0).getAttributes().getNamedItem("value").getTextContent())
                .isEqualTo("Names are lost (1 check, breaks Entra). Keep names.");
        assertThat(root.getElementsByTagName("testsuite").getLength()).isEqualTo(3);
    }

    @Test
    void theJsonHasEverything() {
        JsonNode json = JsonReport.of(report);
        assertThat(json.path("breaksNothing").asBoolean()).isFalse();
        assertThat(json.path("results").valueStream().map(r -> r.path("outcome").asString()))
                .containsExactly("passed", "failed", "failed", "not-applicable", "error");
        assertThat(json.at("/results/1/exchanges/0/answer/status").asInt()).isEqualTo(400);
        assertThat(json.at("/results/1/severity").asString()).isEqualTo("breaks-entra");
        assertThat(json.at("/mendFirst/0/headline").asString()).isEqualTo("Names are lost");
        assertThat(json.at("/results/1/cause").asInt()).isEqualTo(1);
        assertThat(json.at("/results/0").has("cause")).isFalse();
        assertThat(json.at("/rate/reached").asDouble()).isEqualTo(24.5);
        assertThat(json.at("/latency/p95").asInt()).isEqualTo(7);
        assertThat(json.at("/prefix").asString()).isEqualTo("rollcall-check-k3-");
        assertThat(json.at("/leftOver/0").asString()).isEqualTo("/Users/7");
    }

    @Test
    void theTextIsATableWithWhatToDo() {
        List<String> lines = TextReport.lines(report);
        assertThat(lines).contains("ok    entra.one   A title", "FAIL  entra.two   A title (1)",
                "note  okta.three  A title (2)",
                "n/a   rfc.four    A title", "    No groups.", "?     rfc.five    A title",
                "    How to mend it: Keep names.",
                "5 checks: 1 passed, 1 failed, 1 with advice, 1 not applicable, 1 without"
                        + " a judgement.",
                "This endpoint breaks Entra.");
        assertThat(lines).startsWith("Mend these first:", "", "1. Names are lost (1 check, breaks Entra).");
        assertThat(lines).noneMatch(line -> line.contains("\u0007"));
        assertThat(lines).anyMatch(line -> line.startsWith("At Entra's 25 requests/s: 24.5/s answered with success"));
        assertThat(lines)
                .containsSubsequence("These could not be removed again. Delete them by hand; their names begin with"
                        + " rollcall-check-k3-:", "    /Users/7");
    }

    @Test
    void theTableFitsTheTerminalAndSentencesAreWhole() {
        List<String> lines = TextReport.lines(report, 24);
        assertThat(lines).contains("ok    entra.one   A tit…", "FAIL  entra.two   A… (1)", "note  okta.three  A… (2)",
                "    How to mend it: Keep names.",
                "5 checks: 1 passed, 1 failed, 1 with advice, 1 not applicable, 1 without"
                        + " a judgement.");
        assertThat(lines).filteredOn(line -> line.matches("(ok|FAIL|note|n/a|\\?) .*"))
                .hasSize(5)
                .allMatch(line -> line.length() <= 24);
    }

    @Test
    void numbersAreWrittenAlikeEverywhere() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(TextReport.lines(report)).anyMatch(line -> line.contains("24.5/s"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void noControlCharacterOfAnAnswerReachesATerminal() {
        List<String> lines = TextReport.lines(result("entra.two", Severity.BREAKS_ENTRA, CheckOutcome.FAILED,
                "a\u001B[2Jb\u009B2Jc\u202Ed\te"));
        assertThat(lines).contains("    a\uFFFD[2Jb\uFFFD2Jc\uFFFDd\te");
    }

    @Test
    void longBodiesAreCut() {
        String shown = ExchangeText.answer(exchange("x".repeat(ExchangeText.LONGEST_BODY + 5)));
        assertThat(shown).endsWith("… and 5 characters more");
    }

    private static CheckResult result(String id, Severity severity, CheckOutcome outcome, String message) {
        CheckProfile profile = CheckProfile.ofKeyword(id.substring(0, id.indexOf('.'))).orElseThrow();
        Check check = new Check(id, "A title", profile, severity, "Why.", "Mend it.", List.of("RFC 7644"), Set.of());
        return new CheckResult(check, outcome, message,
                outcome == CheckOutcome.FAILED ? List.of(exchange(HOSTILE)) : List.of(),
                Duration.ofMillis(10));
    }

    private static RecordedExchange exchange(String body) {
        return new RecordedExchange(
                new ScimRequest("POST", "/Users", List.of(new ScimHeader("Accept", "a/b")), Optional.of("{}")),
                Optional.of(new ScimAnswer(400, List.of(new ScimHeader("X-Odd", HOSTILE)),
                        body.getBytes(StandardCharsets.UTF_8), Duration.ofMillis(7))),
                Optional.empty(), List.of());
    }
}
