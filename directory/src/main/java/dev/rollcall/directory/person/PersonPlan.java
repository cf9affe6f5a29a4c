package dev.rollcall.directory.person;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.identity.UserIdAttribute;
import dev.rollcall.directory.resource.ResourceEdits;
import dev.rollcall.directory.resource.ResourceEdits.Alongside;
import dev.rollcall.directory.resource.ResourceEdits.Edited;
import dev.rollcall.directory.resource.ScimCall;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.StoredOverlay;
import dev.rollcall.mapping.EditOutcome;
import dev.rollcall.mapping.MappingEdit;
import dev.rollcall.mapping.ProfileEdit;
import dev.rollcall.mapping.ProfilePath;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.patch.Change;
import dev.rollcall.scim.patch.ChangePlan;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What an edit of a profile means for the SCIM document and for the overlay. Waits for nothing. */
final class PersonPlan {
    private final ScimCall call;
    private final PersonSettings settings;
    private final PersonLimits limits;
    private final Instant now;

    PersonPlan(ScimCall call, PersonSettings settings, PersonLimits limits, Instant now) {
        this.call = call;
        this.settings = settings;
        this.limits = limits;
        this.now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * What makes a person.
     *
     * @param document the body of a SCIM POST
     * @param wanted the subject that the user id shall end with
     */
    record Creation(ObjectNode document, Overlay overlay, Optional<String> wanted) {}

    /**
     * What a change means for a person who is there.
     *
     * @param overlay as it is afterwards
     */
    record Planned(Edited edited, Overlay overlay) {}

    /** Both as they are after an edit. */
    private record Applied(ObjectNode document, Overlay overlay) {}

    /** What a change means for a person who is there. */
    Planned edit(PersonKey person, ObjectNode document, Overlay overlay, ProfileChange change) {
        if (change.userId().isPresent()) {
            throw invalid("\"user_id\" is made once and never changes. Leave it out.");
        }
        Applied applied = apply(document, overlay, change.profile());
        Overlay next = blocked(applied.overlay, change);
        return new Planned(edited(person, document, applied.document, overlay, next),
                OverlayChanges.between(overlay, next).isEmpty() ? next : next.updatedAt(now));
    }

    /** What leads from one state to another. */
    Edited edited(PersonKey person, ObjectNode current, ObjectNode document, Overlay before, Overlay after) {
        ChangePlan plan = document == current
                ? ResourceEdits.nothing(current)
                : ResourceEdits.plan(call, call.types().user(), current, document);
        if (after.sameAs(before)) {
            return new Edited(plan, List.of(), Alongside.NOTHING);
        }
        List<Change> changes = OverlayChanges.between(before, after);
        requireFits(before, after);
        StoredOverlay stored = (changes.isEmpty() ? after : after.updatedAt(now)).next(person);
        return new Edited(plan, changes, (session, row) -> session.overlays().put(stored));
    }

    /** What a change means for somebody who is not there yet. */
    Creation create(Connection connection, ProfileChange change) {
        Applied applied = apply(JsonNodeFactory.instance.objectNode(), Overlay.NONE, change.profile());
        Overlay overlay = blocked(applied.overlay, change);
        ObjectNode document = applied.document.deepCopy();
        UserIdAttribute attribute = settings.userId();
        change.userId().ifPresent(subject -> {
            attribute.value(document).filter(value -> !value.equals(subject)).ifPresent(value -> {
                throw invalid("\"user_id\" would be the " + attribute.attribute()
                        + " of the SCIM resource, and something else"
                        + " in this body is that already. Send both alike, or leave one out.");
            });
            document.put(attribute.attribute(), subject);
        });
        named(document, change.userId());
        requireFits(Overlay.NONE, overlay);
        return new Creation(document, overlay.sameAs(Overlay.NONE) ? overlay : overlay.updatedAt(now), change.userId());
    }

    /** A SCIM user has a userName: where no row writes one, it is the e-mail address or what the person is known by. */
    static void named(ObjectNode document, Optional<String> otherwise) {
        if (!document.path("schemas").isArray()) {
            document.putArray("schemas").add(Urns.USER);
        }
        if (document.path("userName").asString("").isEmpty()) {
            Optional.of(document.path("emails").path(0).path("value").asString(""))
                    .filter(email -> !email.isEmpty())
                    .or(() -> otherwise)
                    .ifPresent(name -> document.put("userName", name));
        }
    }

    private Applied apply(ObjectNode document, Overlay overlay, ProfileEdit edit) {
        if (edit.assignments().isEmpty()) {
            return new Applied(document, overlay);
        }
        MappingEdit result = settings.mapping().edit(document, edit, call.dialect());
        requireNothingRefused(result.refusals());
        Overlay next = overlay;
        for (Map.Entry<ProfilePath, EditOutcome> outcome : result.outcomes().entrySet()) {
            next = switch (outcome.getValue()) {
                case EditOutcome.Overlay(var value) -> next.with(outcome.getKey(), value);
                case EditOutcome.AppliedAndKept(var value) -> next.with(outcome.getKey(), value);
                case EditOutcome.Applied _,EditOutcome.Refused _ -> next;
            };
        }
        return new Applied(result.document(), next);
    }

    private static void requireNothingRefused(SequencedMap<ProfilePath, String> refusals) {
        if (!refusals.isEmpty()) {
            StringBuilder message = new StringBuilder();
            refusals.forEach(
                    (path, reason) -> message.append('"').append(path).append("\": ").append(reason).append(' '));
            throw invalid(message.append("Nothing was changed.").toString());
        }
    }

    private static Overlay blocked(Overlay overlay, ProfileChange change) {
        return change.block().map(block -> overlay.withBlock(block.blocked(), block.until())).orElse(overlay);
    }

    /**
     * Refuses an edit that makes what is kept of a person larger than it may be. One that does not make it larger is none of
     * those: whoever has much is still blocked and still signs in, also after the limit was lowered.
     */
    void requireFits(Overlay before, Overlay after) {
        int size = size(after);
        if (size > limits.overlaySize() && size > size(before)) {
            throw invalid(
                    "What is kept of the person beside the SCIM document would have " + size + " bytes, and at most "
                            + limits.overlaySize() + " are kept (limits.overlay-size). Store less in metadata.");
        }
    }

    private static int size(Overlay overlay) {
        return overlay.attributes().toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private static DirectoryException invalid(String message) {
        return new DirectoryException(Kind.INVALID, message);
    }
}
