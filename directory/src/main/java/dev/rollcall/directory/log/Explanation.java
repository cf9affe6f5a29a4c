package dev.rollcall.directory.log;

import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a log row means in plain words: what was asked for, why it ended as it did, and what to change where. The same row
 * always has the same explanation, and nothing in it is guessed that the row does not hold.
 *
 * @param summary what was asked for and how it ended, in one sentence
 * @param cause why, in one sentence
 * @param next what to do, in the words of the identity provider's own pages; empty when there is nothing to do
 * @param tolerances what was passed over of the RFC, and why that exists, one sentence each
 */
public record Explanation(String summary, String cause, List<String> next, List<String> tolerances) {
    private static final Map<String, Tolerance> TOLERANCES = Arrays.stream(Tolerance.values())
            .collect(Collectors.toUnmodifiableMap(Tolerance::id, Function.identity()));

    public Explanation {
        next = List.copyOf(next);
        tolerances = List.copyOf(tolerances);
    }

    /** Explains a row. @param strategy of its connection */
    public static Explanation of(RequestLogEntry entry, Strategy strategy) {
        LogCause cause = LogCause.of(entry);
        List<String> next = new ArrayList<>(cause.next(strategy));
        return new Explanation(summary(entry), cause.sentence(entry), next, tolerances(entry));
    }

    /** Why a request ended as it did, in a sentence that is the same for all that ended by the same cause. */
    public static String reason(RequestLogEntry entry) {
        return LogCause.of(entry).sentence();
    }

    private static String summary(RequestLogEntry entry) {
        String what = switch (entry.method()) {
            case "POST" -> entry.path().contains(".search") ? "searched" : "tried to create a " + kind(entry);
            case "PUT" -> "tried to replace " + subject(entry);
            case "PATCH" -> "tried to change " + subject(entry);
            case "DELETE" -> "tried to delete " + subject(entry);
            default -> entry.resourceId().isPresent() ? "read " + subject(entry) : "searched or read a list";
        };
        return "The identity provider " + what + ", and was answered " + entry.status() + ".";
    }

    private static String subject(RequestLogEntry entry) {
        return "the " + kind(entry) + entry.resourceId().map(id -> " " + id).orElse("");
    }

    private static String kind(RequestLogEntry entry) {
        return entry.resourceType()
                .orElseGet(() -> entry.path().toLowerCase(Locale.ROOT).contains("/groups") ? "Group" : "User")
                .toLowerCase(Locale.ROOT);
    }

    private static List<String> tolerances(RequestLogEntry entry) {
        List<String> sentences = new ArrayList<>();
        for (JsonNode fired : array(entry.tolerances().orElse("[]"))) {
            String id = fired.path("id").asString("");
            Tolerance known = TOLERANCES.get(id);
            if (known != null) {
                sentences.add(id + " at " + fired.path("where").asString("?") + ": " + known.description() + ".");
            }
        }
        return sentences;
    }

    private static JsonNode array(String json) {
        try {
            return ScimJson.tree(json);
        } catch (JacksonException cutOff) {
            // The text was cut; what fired is not known any more.
            return ScimJson.tree("[]");
        }
    }
}
