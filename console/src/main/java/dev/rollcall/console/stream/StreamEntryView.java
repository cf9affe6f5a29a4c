package dev.rollcall.console.stream;

import dev.rollcall.console.chart.HourChart;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the page of one stream shows.
 *
 * @param target where it delivers to
 * @param state the word for it; {@code tone} of its mark
 * @param sentence what is the matter and what to do
 * @param since when that began
 * @param nextProbe when a target that does not answer is tried next
 * @param rate which share was delivered lately, as text
 * @param circuit whether the target is sent what is due, in a sentence
 * @param lastAnswer what the target answered last, when something was wrong with it, as it came
 * @param pacing how fast and how often it tries, as label and value
 * @param settings what it sends and leaves out, as label and value
 * @param quirks what was learned of the target
 * @param figures counts, each with the list that it counts
 * @param links to the pages below it
 * @param actions what may be done now; empty for whoever may do nothing
 * @param word the stream's name as it is typed at the command line
 */
public record StreamEntryView(
        String name,
        String id,
        String kind,
        String target,
        String state,
        String tone,
        Optional<String> sentence,
        Optional<Instant> since,
        Optional<Instant> nextProbe,
        Figures figures,
        String rate,
        HourChart chart,
        String circuit,
        Optional<String> lastAnswer,
        List<Fact> pacing,
        List<Fact> settings,
        List<Quirk> quirks,
        Links links,
        Optional<Actions> actions,
        String word) {
    public StreamEntryView {
        pacing = List.copyOf(pacing);
        settings = List.copyOf(settings);
        quirks = List.copyOf(quirks);
    }

    /**
     * What is still before it. Counts are text, with a plus when there may be more.
     *
     * @param open deliveries on their way
     * @param oldest when the oldest of them was put there
     * @param behind changes that are not put on their way yet
     * @param failed dead letters
     * @param lastDelivery when the target last took something
     * @param lastAnswer when it last answered as one does that is well, be it by refusing somebody
     */
    public record Figures(String open, Optional<Instant> oldest, String behind, String failed,
            Optional<Instant> lastDelivery, Optional<Instant> lastAnswer) {}

    /** Something with its name. */
    public record Fact(String label, String value) {}

    /**
     * Something peculiar of the target.
     *
     * @param evidence the answer that showed it
     * @param forgetUrl that forgets it, so that it is learned anew; empty for whoever may not
     */
    public record Quirk(String name, String value, String evidence, Instant learnedAt, Optional<String> forgetUrl) {}

    /**
     * Pages below it.
     *
     * @param deliveries empty for whoever may not see them, as the other two
     * @param sync empty for what cannot be compared
     * @param settings empty for whoever may change nothing
     */
    public record Links(Optional<String> deliveries, Optional<String> open, Optional<String> failed,
            Optional<String> sync, String preview, Optional<String> settings) {}

    /**
     * What may be done.
     *
     * @param pause empty when it does not deliver
     * @param resume empty when it delivers
     * @param delivers whether resuming may deliver what has waited; otherwise it may only be passed over
     * @param probe empty when the target is sent what is due anyhow
     * @param secret that sets what lets us in; empty where there is nothing of that
     * @param test that tries the target
     * @param testTypes of events that may be sent as a test; empty where none is sent
     */
    public record Actions(Optional<String> pause, Optional<String> resume, boolean delivers, Optional<String> probe,
            Optional<String> secret, String test, List<String> testTypes) {
        public Actions {
            testTypes = List.copyOf(testTypes);
        }
    }
}
