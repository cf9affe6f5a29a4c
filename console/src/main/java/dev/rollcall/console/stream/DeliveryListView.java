package dev.rollcall.console.stream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the list of a stream's deliveries shows.
 *
 * @param done what was just done; empty text for nothing
 * @param causes of the dead letters, the most frequent first; empty on the pages behind the first
 * @param moreCauses whether there are more of them than are shown
 * @param olderUrl of the page behind this one
 * @param newestUrl of the first page; empty when it is this one
 * @param cut whether the search ended because it had looked at as much as one may
 * @param redeliverUrl where what is shown is delivered again; empty for whoever may not, and when no dead letter can be among it
 * @param everything whether nothing is left out
 * @param word the stream's name as it is typed at the command line
 * @param command that shows the same
 */
public record DeliveryListView(String name, String streamUrl, String listUrl, String done, Fields fields,
        List<Choice> statuses, List<Choice> spans, List<Cause> causes, boolean moreCauses, List<DeliveryRow> rows,
        Optional<String> olderUrl, Optional<String> newestUrl, boolean cut, Optional<String> redeliverUrl,
        boolean everything, String word, String command) {
    public DeliveryListView {
        statuses = List.copyOf(statuses);
        spans = List.copyOf(spans);
        causes = List.copyOf(causes);
        rows = List.copyOf(rows);
    }

    /** What stands in the form's fields; empty text for nothing. */
    public record Fields(String type, String subject, String cause, String since, String until, String failedBefore) {}

    /** One of several. */
    public record Choice(String value, String label, boolean chosen) {}

    /**
     * Dead letters of one cause.
     *
     * @param first when the oldest of them was put on its way, if it is there still
     * @param last when the newest of them failed
     * @param listUrl of all of them
     * @param exampleUrl of the newest
     * @param redeliverUrl where they are delivered again; empty for whoever may not
     */
    public record Cause(String cause, long count, Optional<Instant> first, Instant last, String listUrl,
            String exampleUrl, Optional<String> redeliverUrl) {}
}
