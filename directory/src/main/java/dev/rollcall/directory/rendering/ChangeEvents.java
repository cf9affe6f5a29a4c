package dev.rollcall.directory.rendering;

import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.LinkChange;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.scim.json.ScimJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Which events a record of the change record makes: the one place that numbers them, for whoever fans them out and whoever
 * renders them.
 *
 * <p>Guarantees: the same record makes the same events with the same ids, in the order of ids. An event about the resource has
 * the first number of its part; members of a group follow by one each, in the order of the record; a group's deletion has the
 * last number of its last part, behind its members.
 *
 * <p>A record about a user that says {@value #LINKED_TO} makes one event: the account is deleted for whoever takes linked
 * accounts for part of others when it is linked, and created when it is taken off.
 */
public final class ChangeEvents {
    /** The path of the assignment that tells of a linked account which account it was made part of. */
    public static final String LINKED_TO = LinkChange.PATH;

    private static final String USER = "User";
    private static final String GROUP = "Group";

    private ChangeEvents() {}

    /**
     * The events of a record.
     *
     * @param place of the change, of any index
     */
    public static List<ChangeEvent> of(ChangeRecord change, EventId place) {
        EventId first = EventId.ofPart(place.transaction(), place.sequence(), change.part());
        return switch (change.resourceType()) {
            case USER -> List.of(new ChangeEvent(first, user(change), subject(change), Optional.empty()));
            case GROUP -> group(change, first);
            case Subject.CONNECTION -> List.of(new ChangeEvent(first, connection(change.action()),
                    SubjectKey.of(change.connection()), Optional.empty()));
            default -> List.of(new ChangeEvent(first, resource(change.action()),
                    SubjectKey.resource(change.connection(), change.resourceId()), Optional.empty()));
        };
    }

    private static EventType resource(String action) {
        return switch (action) {
            case "created" -> EventType.RESOURCE_CREATED;
            case "deleted" -> EventType.RESOURCE_DELETED;
            default -> EventType.RESOURCE_UPDATED;
        };
    }

    /** Whom a record about a user is about: the person, or who is known by the SCIM id alone. */
    public static SubjectKey subject(ChangeRecord change) {
        return SubjectKey.user(change.connection(), change.image().person().orElse(change.resourceId()));
    }

    /** What a record about a linked account says of the link: whether it was made part of another one, or taken off. */
    public static Optional<Boolean> linked(ChangeRecord change) {
        if (!change.plan().contains(LINKED_TO)) {
            return Optional.empty();
        }
        for (JsonNode step : ScimJson.tree(change.plan())) {
            if (step.path("path").asString("").equals(LINKED_TO)) {
                return Optional.of(step.has("after"));
            }
        }
        return Optional.empty();
    }

    private static EventType user(ChangeRecord change) {
        return switch (change.action()) {
            case "created" -> EventType.USER_CREATED;
            case "deleted" -> EventType.USER_DELETED;
            default -> linked(change)
                    .map(now -> now ? EventType.USER_DELETED : EventType.USER_CREATED)
                    .orElse(EventType.USER_UPDATED);
        };
    }

    private static EventType connection(String action) {
        return switch (action) {
            case "created" -> EventType.CONNECTION_CREATED;
            case "deleted" -> EventType.CONNECTION_DELETED;
            default -> EventType.CONNECTION_UPDATED;
        };
    }

    private static List<ChangeEvent> group(ChangeRecord change, EventId first) {
        SubjectKey subject = SubjectKey.group(change.connection(), change.resourceId());
        List<ChangeEvent> members = new ArrayList<>();
        boolean document = false;
        for (JsonNode step : ScimJson.tree(change.plan())) {
            switch (step.path("change").asString("")) {
                case "assign" -> document = true;
                case "add-members" -> step.path("members")
                        .forEach(member -> members.add(member(first, members.size(), EventType.GROUP_MEMBER_ADDED,
                                subject, member.path("value").asString(""))));
                case "remove-members" -> step.path("values")
                        .forEach(value -> members.add(member(first, members.size(), EventType.GROUP_MEMBER_DELETED,
                                subject, value.asString(""))));
                default -> throw new IllegalStateException("A record of a group has a step that none has: " + step);
            }
        }
        List<ChangeEvent> events = new ArrayList<>(members.size() + 1);
        if (change.action().equals("created") && change.part() == 0) {
            events.add(new ChangeEvent(first, EventType.GROUP_CREATED, subject, Optional.empty()));
        } else if (change.action().equals("updated") && document) {
            events.add(new ChangeEvent(first, EventType.GROUP_UPDATED, subject, Optional.empty()));
        }
        events.addAll(members);
        if (change.action().equals("deleted") && change.last()) {
            events.add(new ChangeEvent(first.plus(EventId.EVENTS_A_PART - 1), EventType.GROUP_DELETED, subject,
                    Optional.empty()));
        }
        return events;
    }

    private static ChangeEvent member(EventId first, int before, EventType type, SubjectKey subject, String id) {
        return new ChangeEvent(first.plus(before + 1), type, subject, Optional.of(id));
    }
}
