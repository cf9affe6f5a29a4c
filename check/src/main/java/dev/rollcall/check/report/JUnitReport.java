package dev.rollcall.check.report;

import dev.rollcall.check.CheckOutcome;
import dev.rollcall.check.CheckProfile;
import dev.rollcall.check.CheckReport;
import dev.rollcall.check.CheckResult;
import dev.rollcall.check.FailureCause;
import dev.rollcall.check.RecordedExchange;
import java.io.Writer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A report in the form of JUnit's XML, as build servers read it: a suite for each profile, a case for each check. Advice is
 * no failure there but output of the case; what is not applicable is skipped.
 */
public final class JUnitReport {
    /** What XML 1.0 cannot hold. */
    private static final String FORBIDDEN = "[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]";

    private final XMLStreamWriter xml;

    private JUnitReport(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /**
     * Writes the whole document; the writer stays open.
     *
     * @throws IllegalStateException when the writer fails
     */
    public static void write(CheckReport report, Writer writer) {
        try {
            new JUnitReport(XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(writer)).document(report);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("The report could not be written as XML: " + e.getMessage(), e);
        }
    }

    private void document(CheckReport report) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuites");
        xml.writeAttribute("name", clean("Check of " + report.endpoint()));
        counts(report.results());
        for (CheckProfile profile : CheckProfile.values()) {
            suite(profile, report.results().stream().filter(r -> r.check().profile() == profile).toList(), report);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.flush();
    }

    private void suite(CheckProfile profile, List<CheckResult> results, CheckReport report) throws XMLStreamException {
        if (results.isEmpty()) {
            return;
        }
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", profile.keyword());
        xml.writeAttribute("timestamp", report.started().toString());
        counts(results);
        causes(report);
        for (CheckResult result : byCause(results, report)) {
            testCase(result, report);
        }
        xml.writeEndElement();
    }

    private void causes(CheckReport report) throws XMLStreamException {
        if (report.causes().isEmpty()) {
            return;
        }
        xml.writeStartElement("properties");
        int number = 0;
        for (FailureCause cause : report.causes()) {
            number++;
            xml.writeEmptyElement("property");
            xml.writeAttribute("name", ReportSummary.FIRST + " " + number);
            xml.writeAttribute("value",
                    clean(cause.headline() + " (" + ReportSummary.extent(cause) + "). " + cause.mend()));
        }
        xml.writeEndElement();
    }

    /** Those of the first cause first; the others behind, as they come. */
    private static List<CheckResult> byCause(List<CheckResult> results, CheckReport report) {
        return results.stream()
                .sorted(Comparator.comparingInt(result -> report.cause(result).orElse(Integer.MAX_VALUE)))
                .toList();
    }

    private void counts(List<CheckResult> results) throws XMLStreamException {
        xml.writeAttribute("tests", Integer.toString(results.size()));
        xml.writeAttribute("failures", Long.toString(results.stream().filter(CheckResult::breaks).count()));
        xml.writeAttribute("errors", Long.toString(count(results, CheckOutcome.ERROR)));
        xml.writeAttribute("skipped", Long.toString(count(results, CheckOutcome.NOT_APPLICABLE)));
        xml.writeAttribute("time",
                seconds(results.stream().map(CheckResult::time).reduce(Duration.ZERO, Duration::plus)));
    }

    private void testCase(CheckResult result, CheckReport report) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", result.check().profile().keyword());
        xml.writeAttribute("name", result.check().id());
        xml.writeAttribute("time", seconds(result.time()));
        switch (result.outcome()) {
            case PASSED -> {}
            case FAILED -> story(result.breaks() ? "failure" : "system-out", result, report);
            case ERROR -> story("error", result, report);
            case NOT_APPLICABLE -> {
                xml.writeEmptyElement("skipped");
                xml.writeAttribute("message", clean(result.message()));
            }
        }
        xml.writeEndElement();
    }

    private void story(String element, CheckResult result, CheckReport report) throws XMLStreamException {
        OptionalInt number = report.cause(result);
        String cause = number.isEmpty() ? ""
                : "Cause " + number.getAsInt() + ": " + report.causes().get(number.getAsInt() - 1).headline() + ". ";
        // A cause of several checks says how to mend it; the check's own advice would be beside the point.
        String mend = number.isEmpty() ? result.check().mend() : report.causes().get(number.getAsInt() - 1).mend();
        xml.writeStartElement(element);
        if (!element.equals("system-out")) {
            xml.writeAttribute("message", clean(cause + result.message()));
            xml.writeAttribute("type", result.check().severity().keyword());
        }
        xml.writeCharacters(
                clean(cause + result.message() + "\nWhy it matters: " + result.check().why() + "\nHow to mend it: "
                        + mend + "\nSources: " + String.join("; ", result.check().sources()) + "\n"
                        + result.exchanges().stream().map(JUnitReport::text).collect(Collectors.joining())));
        xml.writeEndElement();
    }

    private static String text(RecordedExchange exchange) {
        return "\n" + ExchangeText.request(exchange) + "\n\n" + ExchangeText.answer(exchange) + "\n";
    }

    private static long count(List<CheckResult> results, CheckOutcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).count();
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toMillis() / 1000.0);
    }

    private static String clean(String text) {
        return text.replaceAll(FORBIDDEN, "\uFFFD");
    }
}
