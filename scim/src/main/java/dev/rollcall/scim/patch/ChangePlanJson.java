package dev.rollcall.scim.patch;

import dev.rollcall.scim.filter.FilterText;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes change plans for the log and the change record. There is never a password in it, as there is none in a plan.
 *
 * <p>Shapes, one object a change: {@code {"change":"assign","path":…,"before":…,"after":…}}, where {@code before} or
 * {@code after} is left out when there was or is no value; {@code {"change":"add-members","members":[…]}};
 * {@code {"change":"remove-members","values":[…]}}; {@code {"change":"remove-members-where","filter":…}};
 * {@code {"change":"replace-members","members":[…]}}.
 */
public final class ChangePlanJson {
    private ChangePlanJson() {}

    /** The plan's changes as a compact JSON array. */
    public static String write(ChangePlan plan) {
        return write(plan.changes());
    }

    /** Changes as a compact JSON array. */
    public static String write(List<Change> changes) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(changes.size());
        changes.forEach(change -> array.add(node(change)));
        return array.toString();
    }

    private static ObjectNode node(Change change) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        switch (change) {
            case Change.Assigned assigned -> {
                node.put("change", "assign").put("path", assigned.path());
                assigned.before().ifPresent(before -> node.set("before", before));
                assigned.after().ifPresent(after -> node.set("after", after));
            }
            case Change.MembersAdded added -> node.put("change", "add-members")
                    .putArray("members")
                    .addAll(added.members());
            case Change.MembersRemoved removed -> {
                ArrayNode values = node.put("change", "remove-members").putArray("values");
                removed.values().forEach(values::add);
            }
            case Change.MembersRemovedWhere where -> node.put("change", "remove-members-where")
                    .put("filter", FilterText.ofElement(where.filter()));
            case Change.MembersReplaced replaced -> node.put("change", "replace-members")
                    .putArray("members")
                    .addAll(replaced.members());
        }
        return node;
    }
}
