package dev.rollcall.console.stream;

import dev.rollcall.console.chart.HourChart;
import dev.rollcall.console.frame.QuickAction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An event stream in a list.
 *
 * @param url of its page
 * @param tone of the mark around its state: {@code good}, {@code note}, {@code bad} or {@code off}
 * @param sentence what is the matter; empty text when nothing is
 * @param since when that began, or from when the oldest delivery waits
 * @param open deliveries on their way, as text
 * @param behind changes that wait for a stream that is not followed, as text; empty text for one that is
 * @param failed dead letters, as text
 * @param lastDelivery when the target last took something
 * @param actions what can be done at once; empty for whoever may not
 */
public record StreamRow(
        String name,
        String url,
        String kind,
        String state,
        String tone,
        String sentence,
        Optional<Instant> since,
        String open,
        String behind,
        Optional<Instant> oldest,
        String failed,
        Optional<Instant> lastDelivery,
        HourChart chart,
        List<QuickAction> actions) {
    public StreamRow {
        actions = List.copyOf(actions);
    }
}
