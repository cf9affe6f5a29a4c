package dev.rollcall.console.log;

import dev.rollcall.scim.json.ScimJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One thing that a request changed.
 *
 * @param what the path of the attribute, or what was done with members
 * @param before empty text for no value
 * @param after empty text for no value
 */
public record ChangedValue(String what, String before, String after) {
    /** Values of a change that are shown; of more their number is told. */
    private static final int MOST_MEMBERS = 20;

    /** Those of a plan as the log keeps it; empty when it was cut and cannot be read any more. */
    public static Optional<List<ChangedValue>> of(String plan) {
        try {
            List<ChangedValue> changes = new ArrayList<>();
            for (JsonNode change : ScimJson.tree(plan)) {
                changes.add(of(change));
            }
            return Optional.of(changes);
        } catch (JacksonException cut) {
            return Optional.empty();
        }
    }

    private static ChangedValue of(JsonNode change) {
        return switch (change.path("change").asString("")) {
            case "assign" -> new ChangedValue(change.path("path").asString("?"), text(change.path("before")),
                    text(change.path("after")));
            case "add-members" -> new ChangedValue("members added", "", members(change.path("members")));
            case "remove-members" -> new ChangedValue("members removed", members(change.path("values")), "");
            case "remove-members-where" -> new ChangedValue("members removed", change.path("filter").asString(""), "");
            case "replace-members" -> new ChangedValue("members replaced", "", members(change.path("members")));
            default -> new ChangedValue("changed", "", text(change));
        };
    }

    /** Those of a plan without who the members are; how many is told. */
    public static Optional<List<ChangedValue>> withoutMembers(String plan) {
        try {
            List<ChangedValue> changes = new ArrayList<>();
            for (JsonNode change : ScimJson.tree(plan)) {
                ChangedValue whole = of(change);
                changes.add(isOfMembers(change)
                        ? new ChangedValue(whole.what(), "", number(change))
                        : whole);
            }
            return Optional.of(changes);
        } catch (JacksonException cut) {
            return Optional.empty();
        }
    }

    private static boolean isOfMembers(JsonNode change) {
        return !change.path("change").asString("").equals("assign")
                || change.path("path").asString("").equalsIgnoreCase("members");
    }

    private static String number(JsonNode change) {
        int count = change.path("members").size() + change.path("values").size() + change.path("after").size();
        return count == 0 ? "" : count + (count == 1 ? " member" : " members");
    }

    private static String members(JsonNode members) {
        List<String> shown = new ArrayList<>();
        for (JsonNode member : members) {
            if (shown.size() == MOST_MEMBERS) {
                shown.add("… " + (members.size() - MOST_MEMBERS) + " more");
                break;
            }
            shown.add(member.isObject() ? member.path("value").asString(text(member)) : text(member));
        }
        return String.join("\n", shown);
    }

    private static String text(JsonNode value) {
        if (value.isMissingNode()) {
            return "";
        }
        return value.isString() ? value.stringValue() : value.toPrettyString();
    }
}
