package dev.rollcall.directory.rendering;

import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.Overlay;
import dev.rollcall.directory.person.Person;
import dev.rollcall.directory.person.PersonProfiles;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.patch.ChangeUndo;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The profile of a person right after a record, and right before it.
 *
 * <p>Guarantees: {@link #after} is what the management API answered right after the change, with two exceptions: identities are the
 * links as of now but for those that the record itself tells of, and {@code updated_at} is the time of the record where the change
 * moved neither document nor overlay.
 */
final class PersonAtVersion {
    private static final String UPDATED_AT = "updated_at";
    private static final String IDENTITIES = "identities";
    private static final String LINKED_TO = "linked_to";

    private final UserMaterial of;

    PersonAtVersion(UserMaterial of) {
        this.of = of;
    }

    ObjectNode after() {
        ObjectNode profile = profile(of.document(), of.overlay(), of.primary(), of.change().time());
        of.plan().identity().ifPresent(link -> identities(profile, link.after(), link.before()));
        return profile;
    }

    /** Without the time of its last change, which nothing keeps. */
    ObjectNode before() {
        ObjectNode document = ChangeUndo.before(of.connection().types().user(), of.document(), of.plan().changes(),
                of.connection().dialect());
        Optional<UserId> primary = of.plan()
                .linkedToBefore()
                .map(before -> before.flatMap(text -> UserId.parse(text.asString(""))))
                .orElse(of.primary());
        // A copy: a profile has parts of the overlay in it, and the profile after the change has the same ones.
        Overlay overlay = of.plan().before(of.overlay());
        ObjectNode profile = profile(document, overlay, primary, beforeItsEnd(overlay)).deepCopy();
        of.plan().identity().ifPresent(link -> identities(profile, link.before(), link.after()));
        of.plan().unmap(profile);
        profile.remove(UPDATED_AT);
        return profile;
    }

    /** The record of a block's end comes after the end: before it, the block was in force. */
    private Instant beforeItsEnd(Overlay before) {
        Instant time = of.change().time();
        return before.blockedUntil()
                .filter(until -> of.plan().changesBlock() && !time.isBefore(until))
                .map(until -> until.minusMillis(1))
                .orElse(time);
    }

    /** @param at by which a block that ends is in force or over */
    private ObjectNode profile(ObjectNode document, Overlay overlay, Optional<UserId> primary, Instant at) {
        ChangeRecord change = of.change();
        Instant created = change.image().created().orElseGet(change::time);
        StoredResource row = new StoredResource(change.connection(), change.resourceType(), change.resourceId(),
                change.version(), created, modified(created), 0, ScimJson.write(document));
        ObjectNode profile = PersonProfiles.of(
                new Person(of.connection(), row, of.subject(), overlay, of.linked(), primary), of.settings(), at);
        if (primary.isEmpty()) {
            profile.remove(LINKED_TO);
        }
        return profile;
    }

    /** An edit of the overlay alone moves the overlay's time, and no row's. */
    private Instant modified(Instant created) {
        return of.plan().scimPaths().isEmpty() && of.plan().changesOverlay() && of.overlay().updated().isPresent()
                ? created
                : of.change().time();
    }

    private static void identities(ObjectNode profile, Optional<JsonNode> with, Optional<JsonNode> without) {
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        boolean there = false;
        for (JsonNode identity : profile.path(IDENTITIES)) {
            if (without.filter(gone -> same(gone, identity)).isEmpty()) {
                shown.add(identity);
                there |= with.filter(come -> same(come, identity)).isPresent();
            }
        }
        if (!there) {
            with.ifPresent(shown::add);
        }
        profile.set(IDENTITIES, shown);
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return one.path("provider").equals(other.path("provider")) && one.path("user_id").equals(other.path("user_id"));
    }
}
