package dev.rollcall.scim.patch;

import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.filter.FilterText;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.path.AttributePaths;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Change plans as the log and the change record hold them, and back: reading what was written gives equal changes. There
 * is never a password in it, as there is none in a plan.
 *
 * <p>Shapes, one object a change: {@code {"change":"assign","path":…,"before":…,"after":…}}, where {@code before} or
 * {@code after} is left out when there was or is no value; {@code {"change":"add-members","members":[…]}};
 * {@code {"change":"remove-members","values":[…]}}; {@code {"change":"remove-members-where","filter":…}};
 * {@code {"change":"replace-members","members":[…]}}.
 */
public final class ChangePlanJson {
    private ChangePlanJson() {}

    /**
     * {@return the plan's changes as a compact JSON array}
     *
     * @param plan whose changes are written
     */
    public static String write(ChangePlan plan) {
        return write(plan.changes());
    }

    /**
     * {@return the changes as a compact JSON array}
     *
     * @param changes in their order
     */
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

    /**
     * {@return the changes of a compact JSON array that {@link #write(List)} made}
     *
     * @param json the whole text
     * @param type of the resource that was changed
     * @throws IllegalArgumentException when the text is none
     */
    public static List<Change> read(String json, ResourceType type) {
        if (!(parse(json) instanceof ArrayNode array)) {
            throw new IllegalArgumentException("A change plan is a JSON array.");
        }
        List<Change> changes = new ArrayList<>(array.size());
        array.forEach(node -> changes.add(change(node, type)));
        return List.copyOf(changes);
    }

    private static JsonNode parse(String json) {
        try {
            return ScimJson.tree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("A change plan is JSON, and this is not: " + e.getOriginalMessage(), e);
        }
    }

    private static Change change(JsonNode node, ResourceType type) {
        String kind = node.path("change").asString("");
        return switch (kind) {
            case "assign" -> new Change.Assigned(
                    text(node, "path"), Optional.ofNullable(node.get("before")),
                    Optional.ofNullable(node.get("after")));
            case "add-members" -> new Change.MembersAdded(members(node));
            case "remove-members" -> new Change.MembersRemoved(elements(node, "values").stream()
                    .map(ChangePlanJson::text)
                    .toList());
            case "remove-members-where" -> new Change.MembersRemovedWhere(filter(text(node, "filter"), type));
            case "replace-members" -> new Change.MembersReplaced(members(node));
            default -> throw new IllegalArgumentException("A change plan has no change of the kind \"" + kind + "\".");
        };
    }

    private static Filter filter(String text, ResourceType type) {
        Attribute members = type.schema()
                .attribute("members")
                .orElseThrow(() -> new IllegalArgumentException("A " + type.name() + " has no members."));
        return FilterParser.parseElementFilter(text, AttributePaths.common(members), type, Dialect.strict(),
                new FiredTolerances(), "plan", FilterLimits.defaults());
    }

    private static List<ObjectNode> members(JsonNode node) {
        List<ObjectNode> members = new ArrayList<>();
        for (JsonNode member : elements(node, "members")) {
            if (!(member instanceof ObjectNode object)) {
                throw new IllegalArgumentException("A member in a change plan is an object.");
            }
            members.add(object);
        }
        return members;
    }

    private static List<JsonNode> elements(JsonNode node, String name) {
        if (!(node.path(name) instanceof ArrayNode array)) {
            throw new IllegalArgumentException("A change in a plan lacks its array \"" + name + "\".");
        }
        return List.copyOf(array.values());
    }

    private static String text(JsonNode node, String name) {
        return text(node.path(name));
    }

    private static String text(JsonNode value) {
        if (!value.isString()) {
            throw new IllegalArgumentException("A change in a plan has a text where there is none: " + value);
        }
        return value.stringValue();
    }
}
