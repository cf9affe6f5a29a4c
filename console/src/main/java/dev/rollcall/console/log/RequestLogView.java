package dev.rollcall.console.log;

import java.util.List;
import java.util.Optional;

/**
 * What the list of requests shows.
 *
 * @param fields what stands in the form's fields
 * @param olderUrl of the page behind this one
 * @param newestUrl of the first page; empty when it is this one
 * @param cut whether the search ended because it had looked at as much as one may
 * @param liveUrl what the page follows; empty when it does not
 * @param followUrl of the same page, following what happens
 * @param linesUrl of all that the filter finds, as lines of JSON
 * @param tableUrl of the same as a table
 * @param hint the command that shows the same
 */
public record RequestLogView(Fields fields, List<Choice> causes, List<Choice> statuses, List<Choice> spans,
        List<Choice> tolerances,
        List<RequestRow> rows,
        Optional<String> olderUrl, Optional<String> newestUrl, boolean cut, Optional<String> liveUrl,
        Optional<String> followUrl, String linesUrl, String tableUrl, boolean everything, String hint) {
    public RequestLogView {
        causes = List.copyOf(causes);
        statuses = List.copyOf(statuses);
        spans = List.copyOf(spans);
        tolerances = List.copyOf(tolerances);
        rows = List.copyOf(rows);
    }

    /** What stands in the form's fields; empty text for nothing. */
    public record Fields(String connection, String resource, String since, String until) {}

    /** One of several. */
    public record Choice(String value, String label, boolean chosen) {}
}
