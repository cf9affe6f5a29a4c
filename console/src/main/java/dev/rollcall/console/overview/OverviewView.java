package dev.rollcall.console.overview;

import dev.rollcall.console.chart.HourChart;
import dev.rollcall.console.frame.QuickAction;
import dev.rollcall.console.stream.StreamRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the front page shows.
 *
 * @param name with which the names of those begin that are looked for; empty text for all
 * @param attention what is wrong, worst first
 * @param unseen what the page cannot say because whoever asks may not see it
 * @param seesLogs whether the page knows how connections do
 * @param streams empty for whoever may not see them
 * @param cut whether more have a name that begins so than are shown
 * @param checkedAt when this was found
 */
public record OverviewView(
        String name,
        List<Attention> attention,
        List<String> unseen,
        boolean seesLogs,
        List<ConnectionRow> connections,
        List<StreamRow> streams,
        Optional<String> previousUrl,
        Optional<String> nextUrl,
        boolean cut,
        Instant checkedAt) {
    public OverviewView {
        attention = List.copyOf(attention);
        unseen = List.copyOf(unseen);
        connections = List.copyOf(connections);
        streams = List.copyOf(streams);
    }

    /**
     * One cause of something that is wrong.
     *
     * @param tone {@code bad} or {@code note}
     * @param name of the connection or the stream
     * @param sentence what is the matter
     * @param since when it began, or the first that is known of it
     * @param earlier whether it may have begun before
     * @param url where one sees more
     * @param actions what can be done about it at once; empty for whoever may not
     */
    public record Attention(String tone, String name, String sentence, Optional<Instant> since, boolean earlier,
            String url, List<QuickAction> actions) {
        public Attention {
            actions = List.copyOf(actions);
        }
    }

    /**
     * A connection.
     *
     * @param state the word for it; {@code tone} of its mark
     * @param failuresInAnHour as text, with a plus when there may be more
     * @param failuresInADay the same
     * @param tokenEnds when the first of its tokens expires, within 30 days; or when the last credential has ended
     * @param ended whether no credential is good any more
     */
    public record ConnectionRow(
            String name,
            String url,
            String failedUrl,
            String strategy,
            String state,
            String tone,
            Optional<Instant> lastRequest,
            Optional<Instant> lastSuccess,
            String failuresInAnHour,
            String failuresInADay,
            HourChart chart,
            Optional<Instant> tokenEnds,
            boolean ended) {}
}
