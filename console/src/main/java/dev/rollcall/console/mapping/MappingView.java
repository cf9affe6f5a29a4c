package dev.rollcall.console.mapping;

import dev.rollcall.console.connection.ConnectionTabs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the page of a mapping shows.
 *
 * @param serves whether SCIM is on for the connection; without it nothing else of this is there
 * @param urls where its links and forms lead to
 * @param version that is in force; 0 for the default rows
 * @param rows that are shown, in force or being edited
 * @param userIdAttribute by which sign-ins find people
 * @param json the rows as JSON, when they are edited as such; empty text otherwise
 * @param base the version that the editing began with
 * @param user whom the preview shows
 * @param shown the SCIM id of the user whom the preview has found; a word in its place where there is none
 * @param payload what it shows instead
 * @param trial what came of the rows
 * @param toDefault what differs between what is in force and the strategy's default rows
 * @param versions that are kept, newest first
 * @param review what saving would mean, when that was asked for
 */
public record MappingView(
        ConnectionTabs tabs,
        boolean serves,
        Urls urls,
        int version,
        List<Row> rows,
        String userIdAttribute,
        String json,
        int base,
        String user,
        String shown,
        String payload,
        MappingTrial trial,
        List<MappingDifference> toDefault,
        List<Version> versions,
        Optional<Review> review) {
    public MappingView {
        rows = List.copyOf(rows);
        toDefault = List.copyOf(toDefault);
        versions = List.copyOf(versions);
    }

    /** Where links and forms lead to. */
    public record Urls(String page, String draft, String userId, String provisioning) {}

    /**
     * A row.
     *
     * @param place from 0, which the buttons name
     * @param value what it shows of whom the preview is; empty text for nothing
     * @param problem what is wrong with it; empty text for nothing
     */
    public record Row(int place, RowFields fields, String value, String problem) {
        /** As people count. */
        public int number() {
            return place + 1;
        }
    }

    /** A version that is kept. @param url its page */
    public record Version(int number, boolean inForce, Optional<Instant> at, String by, String url) {}

    /**
     * What saving would mean.
     *
     * @param differences from what is in force
     * @param json what would be saved
     * @param impact empty when nothing can be saved
     * @param problem why not; empty text when it can be
     */
    public record Review(List<MappingDifference> differences, String json, Optional<ImpactView> impact,
            String problem) {
        public Review {
            differences = List.copyOf(differences);
        }
    }

    /** What is wrong with rows, each with its number, in their order. */
    public List<String> problems() {
        return trial.wrong()
                .entrySet()
                .stream()
                .filter(wrong -> wrong.getKey() > 0)
                .sorted(Map.Entry.comparingByKey())
                .map(wrong -> "Row " + wrong.getKey() + ": " + wrong.getValue())
                .toList();
    }

    /** What is wrong with the mapping as a whole; empty text for nothing. */
    public String wrong() {
        return trial.wrong().getOrDefault(0, "");
    }
}
