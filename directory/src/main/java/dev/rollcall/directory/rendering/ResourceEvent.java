package dev.rollcall.directory.rendering;

import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.scim.patch.Change;
import dev.rollcall.scim.schema.ResourceType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an event tells of the SCIM resource, in SCIM's words, for whoever is not told in the product's. Immutable by contract: nobody
 * changes the nodes.
 *
 * @param path of the resource below the SCIM URL of its connection, such as {@code /Users/0199…}
 * @param externalId right after the change; of a deletion, as it was last
 * @param document the resource right after its creation, as SCIM answers it, without what is computed: members, groups, a manager's
 *     name, and without {@code meta.location}; empty for everything but a creation
 * @param steps what a change has changed; empty for everything else, and when nothing of the resource is different
 */
public record ResourceEvent(
        String path, Optional<String> externalId, Kind kind, Optional<ObjectNode> document, List<Step> steps) {
    private static final String URN = "urn:";

    /** What happened to the resource. */
    public enum Kind {
        CREATED,
        CHANGED,
        DELETED,
        /** It has always been there; whoever follows the events is told of it from now on, because its account stands by itself again. */
        JOINED,
        /** It is there still; nobody is told of it any more, because its account is part of another one. */
        LEFT
    }

    /**
     * An operation of a PATCH (RFC 7644 section 3.5.2).
     *
     * @param operation {@code add}, {@code replace} or {@code remove}
     * @param path may have a filter
     * @param value empty for what is removed
     */
    public record Step(String operation, String path, Optional<JsonNode> value) {
        /** The path without a filter: which attribute is different. */
        public String attribute() {
            int filter = path.indexOf('[');
            return filter < 0 ? path : path.substring(0, filter);
        }
    }

    public ResourceEvent {
        steps = List.copyOf(steps);
    }

    /** A creation. @param stored the document as it is kept */
    static ResourceEvent created(ResourceType type, ChangeRecord change, ObjectNode stored) {
        return created(type, change.resourceId(), change.time(), change.version(), stored);
    }

    /**
     * A creation.
     *
     * @param stored the document as it is kept, without what may not be told
     */
    public static ResourceEvent created(ResourceType type, String id, Instant at, long version, ObjectNode stored) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("id", id);
        document.setAll(stored);
        String time = at.truncatedTo(ChronoUnit.MILLIS).toString();
        document.putObject("meta")
                .put("resourceType", type.name())
                .put("created", time)
                .put("lastModified", time)
                .put("version", tag(version));
        return new ResourceEvent(path(type, id), externalId(stored), Kind.CREATED, Optional.of(document), List.of());
    }

    /** Another happening than a creation. */
    static ResourceEvent of(
            ResourceType type, ChangeRecord change, Optional<String> externalId, Kind kind, List<Step> steps) {
        return new ResourceEvent(path(type, change.resourceId()), externalId, kind, Optional.empty(), steps);
    }

    /** The path of a resource. */
    public static String path(ResourceType type, String id) {
        return type.endpoint() + "/" + id;
    }

    /** A version as an entity tag. */
    public static String tag(long version) {
        return "W/\"" + version + "\"";
    }

    static Optional<String> externalId(ObjectNode document) {
        return document.path("externalId").stringValueOpt();
    }

    /** An attribute that was set, changed or unassigned. */
    static Step step(Change.Assigned assigned) {
        return new Step(assigned.after().isPresent() ? "replace" : "remove", assigned.path(), assigned.after());
    }

    /** A member that came. */
    public static Step added(ObjectNode member) {
        return new Step("add", "members", Optional.of(JsonNodeFactory.instance.arrayNode().add(member)));
    }

    /** A member that went. */
    public static Step removed(String value) {
        return new Step("remove", "members[value eq " + JsonNodeFactory.instance.stringNode(value) + "]",
                Optional.empty());
    }

    /** The attributes of a document by their paths, those of extensions one by one; neither {@code schemas} nor {@code meta}. */
    public static Map<String, JsonNode> attributes(ObjectNode document) {
        Map<String, JsonNode> attributes = new LinkedHashMap<>();
        document.properties().forEach(member -> {
            String name = member.getKey();
            if (name.regionMatches(true, 0, URN, 0, URN.length())
                    && member.getValue() instanceof ObjectNode extension) {
                extension.properties().forEach(inner -> attributes.put(name + ":" + inner.getKey(), inner.getValue()));
            } else if (!name.equals("schemas") && !name.equals("meta")) {
                attributes.put(name, member.getValue());
            }
        });
        return attributes;
    }

    /** The steps of a record that concern its document. */
    static List<Step> steps(List<Change> changes, List<String> paths) {
        List<Step> steps = new ArrayList<>();
        for (Change change : changes) {
            if (change instanceof Change.Assigned assigned && paths.contains(assigned.path())) {
                steps.add(step(assigned));
            }
        }
        return steps;
    }
}
