package dev.rollcall.hardship;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What attackers were answered, counted by attack and status.
 *
 * <p>Documented are: done (2xx), a filter that looks at too much (400 {@code tooMany}), what is too large or too much work
 * (413), and what has to wait (429 and 503, with Retry-After).
 */
final class Answers {
    private static final int SHOWN = 20;

    private final Map<String, Map<Integer, Integer>> counts = new TreeMap<>();
    private final List<String> undocumented = new ArrayList<>();

    synchronized void add(String attack, Reply reply) {
        counts.computeIfAbsent(attack, _ -> new TreeMap<>()).merge(reply.status(), 1, Integer::sum);
        if (!documented(reply) && undocumented.size() < SHOWN) {
            undocumented.add(attack + ": " + reply);
        }
    }

    synchronized void addFailure(String attack, Throwable failure) {
        counts.computeIfAbsent(attack, _ -> new TreeMap<>()).merge(0, 1, Integer::sum);
        if (undocumented.size() < SHOWN) {
            // The last of the causes tells a connection that was closed from one that was reset.
            undocumented.add(attack + ": no answer, " + Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                    .map(Throwable::toString)
                    .collect(Collectors.joining(", because of ")));
        }
    }

    /** How often an attack was answered with this status. */
    synchronized int count(String attack, int status) {
        return counts.getOrDefault(attack, Map.of()).getOrDefault(status, 0);
    }

    /** Some of those that were none of the documented ones. */
    synchronized List<String> undocumented() {
        return List.copyOf(undocumented);
    }

    @Override
    public synchronized String toString() {
        return counts.toString();
    }

    private static boolean documented(Reply reply) {
        return switch (reply.status()) {
            case 200, 201, 204 -> true;
            case 400 -> tooMany(reply.json());
            case 413 -> !reply.json().path("detail").asString("").isBlank();
            case 429, 503 -> reply.retryAfter().isPresent();
            default -> false;
        };
    }

    /** A search that looks at too much, or a list that would become longer than lists may be. */
    private static boolean tooMany(JsonNode error) {
        return error.path("scimType").asString("").equals("tooMany")
                || error.path("detail").asString("").contains("are kept. Send fewer");
    }
}
