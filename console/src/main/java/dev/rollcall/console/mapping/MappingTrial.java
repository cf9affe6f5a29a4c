package dev.rollcall.console.mapping;

import dev.rollcall.mapping.InvalidMappingException;
import dev.rollcall.mapping.Mapping;
import dev.rollcall.mapping.Preview;
import dev.rollcall.mapping.ProfilePath;
import dev.rollcall.mapping.ProfileRow;
import dev.rollcall.mapping.RowProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What rows come to when they are tried.
 *
 * @param mapping that they make; empty when something is wrong with them
 * @param rows what each of them shows, by its number from 1; one that shows nothing is not there
 * @param wrong what is wrong with each, by its number; 0 for the mapping as a whole
 * @param seen what it makes of whom it was tried on; empty when it makes no mapping, or there is nobody to try it on
 * @param problem why there is nobody; empty text for none
 */
public record MappingTrial(Optional<Mapping> mapping, Map<Integer, String> rows, Map<Integer, String> wrong,
        Optional<Seen> seen, String problem) {
    public MappingTrial {
        rows = Map.copyOf(rows);
        wrong = Map.copyOf(wrong);
    }

    /**
     * What a mapping makes of somebody, as JSON laid out for reading.
     *
     * @param resource the canonical document
     * @param profile what the product sees of it
     * @param roundTrip the resource that the profile alone would make
     * @param lost what of the profile would not come back
     * @param unmapped what the document has and no row reads
     */
    public record Seen(String resource, String profile, String roundTrip, List<Lost> lost, List<String> unmapped) {
        public Seen {
            lost = List.copyOf(lost);
            unmapped = List.copyOf(unmapped);
        }
    }

    /** An attribute of the profile that would not come back as it was; empty text for no value. */
    public record Lost(String attribute, String before, String after, String reason) {}

    /** Rows that make no mapping. */
    static MappingTrial wrong(InvalidMappingException e) {
        Map<Integer, String> wrong = new HashMap<>();
        for (RowProblem problem : e.problems()) {
            wrong.merge(problem.row(), problem.reason(), (one, other) -> one + " " + other);
        }
        return new MappingTrial(Optional.empty(), Map.of(), wrong, Optional.empty(), "");
    }

    /** Rows that were not looked at. */
    static MappingTrial refused(String why) {
        return new MappingTrial(Optional.empty(), Map.of(), Map.of(0, why), Optional.empty(), "");
    }

    /** Rows in force that were not tried. @param why in a sentence */
    static MappingTrial untried(String why) {
        return new MappingTrial(Optional.empty(), Map.of(), Map.of(), Optional.empty(), why);
    }

    /** A mapping that was tried on nobody. @param problem why; empty text when nobody was asked for */
    static MappingTrial onNobody(Mapping mapping, String problem) {
        return new MappingTrial(Optional.of(mapping), Map.of(), Map.of(), Optional.empty(), problem);
    }

    /** A mapping that was tried. */
    static MappingTrial of(Mapping mapping, Preview preview) {
        Map<Integer, String> rows = new HashMap<>();
        int number = 0;
        for (ProfileRow row : mapping.rows()) {
            number++;
            Optional<JsonNode> value = preview.profile().value(ProfilePath.parse(row.auth0()));
            if (value.isPresent()) {
                rows.put(number, value.get().toString());
            }
        }
        Map<Integer, String> wrong = new HashMap<>();
        preview.profile()
                .problems()
                .forEach(problem -> wrong.merge(problem.row(), problem.reason(), (one, other) -> one + " " + other));
        List<Lost> lost = new ArrayList<>();
        preview.roundTrip()
                .lost()
                .forEach(loss -> lost.add(new Lost(loss.attribute().toString(), text(loss.before()),
                        text(loss.after()), loss.reason())));
        return new MappingTrial(Optional.of(mapping), rows, wrong,
                Optional.of(new Seen(preview.document().toPrettyString(),
                        preview.profile().attributes().toPrettyString(),
                        preview.roundTrip().resource().toPrettyString(), lost, preview.unmapped())),
                "");
    }

    private static String text(Optional<JsonNode> value) {
        return value.map(JsonNode::toString).orElse("");
    }
}
