package dev.rollcall.outbound.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a sync has found so far, as JSON: how many there are on either side, how many are blocked, what is to be done and was done,
 * and which attributes differ how often. Counts are exact; of what has to be looked at by somebody it names the first
 * {@value #EXAMPLES}.
 */
public final class DriftReport {
    /** How many conflicts and failures it names. */
    public static final int EXAMPLES = 50;

    /** In the report of the target: groups that belong to one of ours, or did. */
    static final String OUR_GROUPS = "our-groups";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ObjectNode json;

    private DriftReport(ObjectNode json) {
        this.json = json;
    }

    /** Nothing found yet. */
    public static DriftReport empty() {
        return new DriftReport(JSON.createObjectNode());
    }

    /** The report in a job's text. */
    public static DriftReport of(String text) {
        return new DriftReport((ObjectNode) JSON.readTree(text));
    }

    /** The report; not to be changed. */
    public ObjectNode json() {
        return json;
    }

    String text() {
        return json.toString();
    }

    /** {@code section} is {@code source}, {@code target}, {@code plan}, {@code applied} or {@code attributes}. */
    public long count(String section, String name) {
        return json.path(section).path(name).asLong(0);
    }

    void add(String section, String name, long more) {
        if (more != 0) {
            json.withObjectProperty(section).put(name, count(section, name) + more);
        }
    }

    void plan(SyncAction action) {
        add("plan", action.word(), 1);
    }

    /** How many people would lose their account, or the use of it, at the target. */
    public long departures() {
        return count("plan", "departures");
    }

    /** How many of the target's users are ours: all but those whom a sync never touches. */
    public long ours() {
        return count("target", "users") - count("plan", "foreign");
    }

    /** How many groups would be deleted at the target. */
    public long groupDepartures() {
        return count("plan", SyncAction.DELETE_GROUP.word());
    }

    /** How many of the target's groups are ours. */
    public long groupsOfOurs() {
        return count("target", OUR_GROUPS);
    }

    /** Whether more than that share of our users there, or of our groups, would go. */
    public boolean takesMoreThan(int percent) {
        return departures() * 100 > percent * ours() || groupDepartures() * 100 > percent * groupsOfOurs();
    }

    /** Whether source and target are equal, but for what nobody may touch. */
    public boolean isEqual() {
        return json.path("plan")
                .properties()
                .stream()
                .noneMatch(entry -> !entry.getKey().equals("equal")
                        && !entry.getKey().equals("equal-group")
                        && !entry.getKey().equals("foreign")
                        && !entry.getKey().equals("skip")
                        && entry.getValue().asLong() > 0);
    }

    void example(String list, String subject, String sentence) {
        ArrayNode examples = json.withArrayProperty(list);
        if (examples.size() < EXAMPLES) {
            examples.addObject().put("subject", subject).put("reason", sentence);
        }
    }

    void set(String name, String value) {
        json.put(name, value);
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(json.get(name)).map(JsonNode::asString);
    }

    /** The report as lines of a table: what, source, target. */
    public List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        for (String what : List.of("users", "blocked", "groups", "members")) {
            rows.add(List.of(what, "" + count("source", what), "" + count("target", what)));
        }
        return rows;
    }
}
