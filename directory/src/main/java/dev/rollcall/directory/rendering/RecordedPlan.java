package dev.rollcall.directory.rendering;

import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.person.Overlay;
import dev.rollcall.directory.person.OverlayChanges;
import dev.rollcall.mapping.ProfilePath;
import dev.rollcall.scim.patch.Change;
import dev.rollcall.scim.patch.ChangePlanJson;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.text.Moment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The plan of a record about a user, by whose values it changed: the SCIM document's, the overlay's, links, the mapping's. */
final class RecordedPlan {
    private static final String IDENTITIES = "identities";
    private static final String LINKED_TO = "linked_to";
    private static final String BLOCKED = "blocked";
    private static final String BLOCKED_UNTIL = "blocked_until";

    private final List<Change> changes;
    private final Map<String, Change.Assigned> beside = new TreeMap<>();
    private final Map<String, Change.Assigned> mapped = new TreeMap<>();
    private final List<String> scimPaths;

    private RecordedPlan(List<Change> changes) {
        this.changes = changes;
        this.scimPaths = changes.stream()
                .filter(Change.Assigned.class::isInstance)
                .map(change -> (Change.Assigned) change)
                .filter(assigned -> !put(assigned))
                .map(Change.Assigned::path)
                .toList();
    }

    static RecordedPlan of(ChangeRecord change, ResourceType type) {
        return new RecordedPlan(ChangePlanJson.read(change.plan(), type));
    }

    /** @return whether it is none of the SCIM document */
    private boolean put(Change.Assigned assigned) {
        if (assigned.path().startsWith(OverlayChanges.PREFIX)) {
            beside.put(assigned.path().substring(OverlayChanges.PREFIX.length()), assigned);
            return true;
        }
        if (assigned.path().startsWith(OverlayChanges.MAPPED)) {
            mapped.put(assigned.path().substring(OverlayChanges.MAPPED.length()), assigned);
            return true;
        }
        return false;
    }

    List<Change> changes() {
        return changes;
    }

    /** The paths of the SCIM document that are different. */
    List<String> scimPaths() {
        return scimPaths;
    }

    /** Whether the overlay is different. */
    boolean changesOverlay() {
        return beside.keySet().stream().anyMatch(place -> !place.equals(IDENTITIES) && !place.equals(LINKED_TO));
    }

    /** Whether the administrator's block is different. */
    boolean changesBlock() {
        return beside.containsKey(BLOCKED) || beside.containsKey(BLOCKED_UNTIL);
    }

    /** The overlay before. */
    Overlay before(Overlay after) {
        Overlay before = after;
        for (Map.Entry<String, Change.Assigned> change : beside.entrySet()) {
            String place = change.getKey();
            if (!place.equals(IDENTITIES)
                    && !place.equals(LINKED_TO)
                    && !place.equals(BLOCKED)
                    && !place.equals(BLOCKED_UNTIL)) {
                before = before.with(path(place), change.getValue().before());
            }
        }
        boolean blocked = beside.containsKey(BLOCKED)
                ? beside.get(BLOCKED).before().isPresent()
                : after.blocked();
        Optional<Instant> until = beside.containsKey(BLOCKED_UNTIL)
                ? beside.get(BLOCKED_UNTIL).before().flatMap(time -> Moment.read(time.asString("")))
                : after.blockedUntil();
        return before.withBlock(blocked, until);
    }

    /** The account that it was part of before, as a profile says it. */
    Optional<Optional<JsonNode>> linkedToBefore() {
        return Optional.ofNullable(beside.get(LINKED_TO)).map(Change.Assigned::before);
    }

    /** What is to be seen of a link to the person, when the record tells of one. */
    Optional<Change.Assigned> identity() {
        return Optional.ofNullable(beside.get(IDENTITIES));
    }

    /** A profile with what the mapping before made of it. */
    void unmap(ObjectNode profile) {
        mapped.forEach((place, change) -> {
            if (change.before().isPresent()) {
                path(place).put(profile, change.before().get());
            } else {
                remove(profile, path(place).keys());
            }
        });
    }

    private static void remove(ObjectNode profile, List<String> keys) {
        if (keys.size() == 1) {
            profile.remove(keys.getFirst());
        } else if (profile.get(keys.getFirst()) instanceof ObjectNode inner) {
            remove(inner, keys.subList(1, keys.size()));
            if (inner.isEmpty()) {
                profile.remove(keys.getFirst());
            }
        }
    }

    /** A dot leads on in metadata alone; elsewhere it is a part of the name. */
    private static ProfilePath path(String place) {
        int dot = place.indexOf('.');
        boolean inner = dot > 0 && ProfilePath.of(place.substring(0, dot)).inMetadata();
        return inner ? ProfilePath.of(place.substring(0, dot), place.substring(dot + 1)) : ProfilePath.of(place);
    }
}
