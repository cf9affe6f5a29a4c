package dev.rollcall.console.stream;

import dev.rollcall.directory.access.StreamSyncs;
import dev.rollcall.directory.stream.SyncJob;
import dev.rollcall.scim.json.ScimJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a synchronisation has come to, as its report has it: what there is on either side, what is to be done and was, and whether so
 * much would depart that it stops.
 */
final class SyncReport {
    /** What the target would lose. */
    private static final Set<String> DEPARTURES = Set.of("deactivate", "delete", "delete-group");
    /** What is counted beside what is to be done. */
    private static final Set<String> NOTHING_TO_DO = Set.of("equal", "equal-group", "foreign", "departures");
    /** What nobody does but whoever looks. */
    private static final Set<String> NEVER = Set.of("conflict", "skip");
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("create", "Users to be created"),
            Map.entry("adopt", "Users there to be taken over as ours"),
            Map.entry("update", "Users to be changed"),
            Map.entry("deactivate", "Users to be deactivated"),
            Map.entry("delete", "Users to be deleted"),
            Map.entry("create-group", "Groups to be created"),
            Map.entry("adopt-group", "Groups there to be taken over as ours"),
            Map.entry("update-group", "Groups to be changed"),
            Map.entry("delete-group", "Groups to be deleted"),
            Map.entry("members", "Groups whose members differ"),
            Map.entry("conflict", "Conflicts, which nobody decides but you"),
            Map.entry("skip", "Not to be sent"),
            Map.entry("equal", "Users that are equal"),
            Map.entry("equal-group", "Groups that are equal"),
            Map.entry("foreign", "Users there that are not ours; they stay as they are"));
    private static final double PERCENT = 100;

    private final JsonNode json;

    private SyncReport(JsonNode json) {
        this.json = json;
    }

    static SyncReport of(SyncJob job) {
        return new SyncReport(ScimJson.tree(job.report()));
    }

    /** Something that is to be done, and how often it was. */
    record Action(String word, String label, String tone, long planned, long applied, boolean isListed) {}

    /** What is to be done, what takes most away first, then what needs nothing. */
    List<Action> actions() {
        List<Action> actions = new ArrayList<>();
        json.path("plan").properties().forEach(entry -> {
            String word = entry.getKey();
            if (!word.equals("departures")) {
                actions.add(new Action(word, WORDS.getOrDefault(word, word), tone(word), entry.getValue().asLong(0),
                        count("applied", word), !NOTHING_TO_DO.contains(word)));
            }
        });
        actions.sort((one, other) -> Integer.compare(rank(one), rank(other)));
        return actions;
    }

    /** How many resources an application changes. */
    long toDo() {
        return actions().stream()
                .filter(action -> action.isListed() && !NEVER.contains(action.word()))
                .mapToLong(Action::planned)
                .sum();
    }

    /** How many of them are changed. */
    long done() {
        return actions().stream()
                .filter(action -> action.isListed() && !NEVER.contains(action.word()))
                .mapToLong(Action::applied)
                .sum();
    }

    long count(String section, String name) {
        return json.path(section).path(name).asLong(0);
    }

    /** A text of the report; empty text when it has none. */
    String text(String name) {
        return json.path(name).asString("");
    }

    boolean isEqual() {
        return json.path("equal").asBoolean(false);
    }

    /** Attributes that differ, as name and how often. */
    List<StreamEntryView.Fact> attributes() {
        return json.path("attributes")
                .properties()
                .stream()
                .map(entry -> new StreamEntryView.Fact(entry.getKey(), entry.getValue().asString("")))
                .toList();
    }

    /** Those of a list who are named, with what is the matter. @param list {@code conflicts}, {@code failures} or {@code unread} */
    List<StreamEntryView.Fact> named(String list) {
        List<StreamEntryView.Fact> named = new ArrayList<>();
        json.path(list)
                .forEach(one -> named.add(new StreamEntryView.Fact(one.path("subject").asString(""),
                        one.path("reason").asString(one.toString()))));
        return named;
    }

    /** The share of our users, or of our groups, that may depart. */
    int mostDepartures() {
        return json.path("max_departures_percent").asInt(StreamSyncs.DEPARTURES_PERCENT);
    }

    /** Whether more would depart than may. */
    boolean stops() {
        return departures() * PERCENT > mostDepartures() * ours()
                || groupDepartures() * PERCENT > mostDepartures() * count("target", "our-groups");
    }

    /** The share that would depart, against the one that may. */
    String share() {
        String users = "%d of our %d users there (%s) would lose their account or the use of it".formatted(
                departures(), (long) ours(), percent(departures(), ours()));
        String groups = "%d of our %d groups there (%s) would be deleted".formatted(groupDepartures(),
                count("target", "our-groups"), percent(groupDepartures(), count("target", "our-groups")));
        return users + "; " + groups + ". More than " + mostDepartures() + " % of either stops an application.";
    }

    private long departures() {
        return count("plan", "departures");
    }

    private long groupDepartures() {
        return count("plan", "delete-group");
    }

    private double ours() {
        return count("target", "users") - (double) count("plan", "foreign");
    }

    private static String percent(long part, double whole) {
        return whole <= 0 ? "–" : "%.1f %%".formatted(part * PERCENT / whole);
    }

    private static int rank(Action action) {
        if (DEPARTURES.contains(action.word())) {
            return 0;
        }
        if (action.word().equals("conflict")) {
            return 1;
        }
        return action.isListed() ? 2 : 3;
    }

    private static String tone(String word) {
        if (DEPARTURES.contains(word)) {
            return "bad";
        }
        return NEVER.contains(word) ? "note" : "off";
    }
}
