package dev.rollcall.console.stream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the page of a stream's synchronisation shows.
 *
 * @param last the last synchronisation; empty when there was none
 * @param beginUrl that begins one; empty for whoever may not, and while one is running
 * @param percent the share that may depart when nothing else is said
 * @param apply what an application would do; empty when there is no plan to apply
 * @param notApplied why there is none
 * @param liveUrl what the page follows; empty when nothing is running
 */
public record StreamSyncView(String name, String streamUrl, Optional<Last> last, Optional<String> beginUrl, int percent,
        Optional<Apply> apply, String notApplied, Optional<String> liveUrl, String command) {

    /**
     * The last synchronisation.
     *
     * @param source from where users were read; empty text for those who are here
     * @param verdict whether both are equal, in a sentence; empty text when it says nothing of that
     * @param equal whether they are
     * @param share the share that would depart, against the one that may
     * @param stops whether more would depart than may
     * @param planUrl of the whole plan as a file; empty for whoever may not see people
     * @param items of the plan; empty for whoever may not see people
     * @param moreUrl of the items behind those
     * @param chosen of which action the items are; empty text for all
     */
    public record Last(SyncProgressView progress, String source, String verdict, boolean equal, List<Side> sides,
            List<Row> rows, String share, boolean stops, List<StreamEntryView.Fact> attributes,
            List<StreamEntryView.Fact> conflicts, List<StreamEntryView.Fact> failures,
            List<StreamEntryView.Fact> unread, Optional<String> planUrl, List<Item> items, Optional<String> moreUrl,
            String chosen) {
        public Last {
            sides = List.copyOf(sides);
            rows = List.copyOf(rows);
            attributes = List.copyOf(attributes);
            conflicts = List.copyOf(conflicts);
            failures = List.copyOf(failures);
            unread = List.copyOf(unread);
            items = List.copyOf(items);
        }
    }

    /** How many there are here, or in the file, and at the target. */
    public record Side(String what, long source, long target) {}

    /** What is to be done how often. @param url of the list that it counts; empty when there is none */
    public record Row(String label, String tone, long planned, long applied, Optional<String> url) {}

    /** Something that is to be done. @param about whom; {@code detail} in words */
    public record Item(String about, String action, String detail, boolean done) {}

    /** An application that may be begun. @param does what it would do @param plan when the comparison was begun that says so */
    public record Apply(String does, Instant plan) {}
}
