package dev.rollcall.console.overview;

import dev.rollcall.console.chart.HourChart;
import dev.rollcall.console.stream.StreamRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the front page shows.
 *
 * @param name that is looked for; empty text for all
 * @param attention what is wrong, worst first
 * @param streams empty for whoever may not see them
 * @param checkedAt when this was found
 */
public record OverviewView(
        String name,
        List<Attention> attention,
        List<ConnectionRow> connections,
        List<StreamRow> streams,
        Optional<String> previousUrl,
        Optional<String> nextUrl,
        Instant checkedAt) {
    public OverviewView {
        attention = List.copyOf(attention);
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
     */
    public record Attention(String tone, String name, String sentence, Optional<Instant> since, boolean earlier,
            String url) {}

    /**
     * A connection.
     *
     * @param state the word for it; {@code tone} of its mark
     * @param failuresInAnHour as text, with a plus when there may be more
     * @param failuresInADay the same
     * @param tokenEnds when the first of its tokens expires, within 30 days
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
            Optional<Instant> tokenEnds) {}
}
