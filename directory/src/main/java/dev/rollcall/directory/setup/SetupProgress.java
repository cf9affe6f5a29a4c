package dev.rollcall.directory.setup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What has arrived of a set-up, as requests in the log show it. It never changes; each method gives another one. It is bounded:
 * three places in the log for each step, and {@value #MOST_WAITING} ids.
 *
 * @param since from when on it counts what arrives; empty for since the link was made
 * @param walkedTo the id of the log row up to which everything was looked at; empty for the beginning
 * @param steps what is known of those steps of which anything is
 * @param waiting ids of managers who are nobody here yet
 */
public record SetupProgress(
        Optional<Instant> since, Optional<String> walkedTo, Map<SetupStep, Evidence> steps, List<String> waiting) {
    /** Nothing has arrived. */
    public static final SetupProgress NONE = new SetupProgress(Optional.empty(), Optional.empty(), Map.of(),
            List.of());

    private static final int MOST_WAITING = 20;

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String SINCE = "since";
    private static final String WALKED = "walked";
    private static final String WAITING = "waiting";
    private static final String STEPS = "steps";
    private static final String FIRST = "first";
    private static final String LAST = "last";
    private static final String WRONG = "wrong";

    public SetupProgress {
        steps = Map.copyOf(steps);
        waiting = List.copyOf(waiting.subList(0, Math.min(waiting.size(), MOST_WAITING)));
    }

    /** How a step stands, by the last that was seen of it. */
    public enum State {
        /** Nothing of it has arrived. */
        WAITING,
        /** The last that arrived of it was as it should be. */
        DONE,
        /** The last that arrived of it was refused. */
        WRONG
    }

    /**
     * A request in the log, or a user who was written.
     *
     * @param at when it came, to the millisecond
     */
    public record Seen(String id, Instant at) {
        boolean isAfter(Seen other) {
            int order = at.compareTo(other.at);
            return order > 0 || order == 0 && id.compareTo(other.id) > 0;
        }
    }

    /**
     * What is known of a step.
     *
     * @param first the first that was as it should be
     * @param last the last that was
     * @param wrong the last that was refused
     */
    public record Evidence(Optional<Seen> first, Optional<Seen> last, Optional<Seen> wrong) {
        static final Evidence NONE = new Evidence(Optional.empty(), Optional.empty(), Optional.empty());

        Evidence with(Seen seen, boolean good) {
            return good
                    ? new Evidence(earlier(first, seen), later(last, seen), wrong)
                    : new Evidence(first, last, later(wrong, seen));
        }

        private static Optional<Seen> earlier(Optional<Seen> known, Seen seen) {
            return Optional.of(known.filter(one -> !one.isAfter(seen)).orElse(seen));
        }

        private static Optional<Seen> later(Optional<Seen> known, Seen seen) {
            return Optional.of(known.filter(one -> one.isAfter(seen)).orElse(seen));
        }
    }

    /** Nothing, and only what arrives from then on counts. @param since to the millisecond */
    public static SetupProgress from(Instant since) {
        return new SetupProgress(Optional.of(since), Optional.empty(), Map.of(), List.of());
    }

    /** How a step stands. */
    public State state(SetupStep step) {
        Evidence known = evidence(step);
        boolean refused = known.wrong()
                .filter(wrong -> known.last().filter(last -> last.isAfter(wrong)).isEmpty())
                .isPresent();
        if (refused) {
            return State.WRONG;
        }
        return known.last().isPresent() ? State.DONE : State.WAITING;
    }

    /** What is known of a step. */
    public Evidence evidence(SetupStep step) {
        return steps.getOrDefault(step, Evidence.NONE);
    }

    /** The same when something of a step has arrived; seeing it again changes nothing. @param good whether it was as it should be */
    public SetupProgress with(SetupStep step, Seen seen, boolean good) {
        Map<SetupStep, Evidence> more = new EnumMap<>(SetupStep.class);
        more.putAll(steps);
        more.put(step, evidence(step).with(seen, good));
        return new SetupProgress(since, walkedTo, more, waiting);
    }

    /** The same with everything looked at up to a row. */
    public SetupProgress walkedTo(String id) {
        return new SetupProgress(since, Optional.of(id), steps, waiting);
    }

    /** The same with these managers who are nobody here yet; of too many the first ones. */
    public SetupProgress waitingFor(List<String> ids) {
        return new SetupProgress(since, walkedTo, steps, ids);
    }

    /** As the store has it. */
    public String text() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        since.ifPresent(time -> json.put(SINCE, time.toEpochMilli()));
        walkedTo.ifPresent(id -> json.put(WALKED, id));
        waiting.forEach(json.putArray(WAITING)::add);
        ObjectNode known = json.putObject(STEPS);
        for (SetupStep step : SetupStep.values()) {
            if (steps.containsKey(step)) {
                Evidence evidence = evidence(step);
                ObjectNode node = known.putObject(step.keyword());
                evidence.first().ifPresent(seen -> write(node, FIRST, seen));
                evidence.last().ifPresent(seen -> write(node, LAST, seen));
                evidence.wrong().ifPresent(seen -> write(node, WRONG, seen));
            }
        }
        return json.toString();
    }

    /** What the store has. @throws IllegalArgumentException when it is none */
    public static SetupProgress parse(String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            Map<SetupStep, Evidence> steps = new EnumMap<>(SetupStep.class);
            for (SetupStep step : SetupStep.values()) {
                JsonNode node = json.path(STEPS).path(step.keyword());
                if (node.isObject()) {
                    steps.put(step, new Evidence(seen(node, FIRST), seen(node, LAST), seen(node, WRONG)));
                }
            }
            Optional<Instant> since = json.path(SINCE).isNumber()
                    ? Optional.of(Instant.ofEpochMilli(json.path(SINCE).asLong()))
                    : Optional.empty();
            List<String> waiting = new ArrayList<>();
            json.path(WAITING).forEach(id -> waiting.add(id.asString("")));
            return new SetupProgress(since, json.path(WALKED).stringValueOpt(), steps, waiting);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("The progress of a set-up is JSON, and this is not.", e);
        }
    }

    private static void write(ObjectNode node, String name, Seen seen) {
        node.putObject(name).put("id", seen.id()).put("at", seen.at().toEpochMilli());
    }

    private static Optional<Seen> seen(JsonNode node, String name) {
        JsonNode seen = node.path(name);
        return seen.isObject()
                ? Optional.of(new Seen(seen.path("id").asString(""), Instant.ofEpochMilli(seen.path("at").asLong())))
                : Optional.empty();
    }
}
