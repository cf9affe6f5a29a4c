package dev.rollcall.directory.rendering;

import dev.rollcall.directory.change.ChangeImage;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.Overlay;
import dev.rollcall.directory.person.Person;
import dev.rollcall.directory.person.PersonProfiles;
import dev.rollcall.directory.person.PersonSettings;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.StoredOverlay;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.patch.ChangeUndo;
import dev.rollcall.scim.schema.ResourceType;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is read of the store to show a user as of one record, in one snapshot; the rest is computed without it.
 *
 * @param document of the SCIM resource after the change; of a deletion, the last one
 * @param subject the tail of the user id
 * @param linked accounts that are linked to this one as of now: links are not kept with records
 * @param primary the account that this one was linked to right after the change
 * @param reconstructed whether the record itself held too little
 */
record UserMaterial(
        Connection connection,
        PersonSettings settings,
        ChangeRecord change,
        RecordedPlan plan,
        ObjectNode document,
        String subject,
        Overlay overlay,
        List<Person.Linked> linked,
        Optional<UserId> primary,
        boolean reconstructed) {
    /** Empty when nothing is left to show the user by. */
    static Optional<UserMaterial> read(
            ReadSession session, PersonProfiles profiles, Connection connection, ChangeRecord change, EventId place) {
        ResourceType user = connection.types().user();
        RecordedPlan plan = RecordedPlan.of(change, user);
        ChangeImage image = change.image();
        Optional<ObjectNode> document = switch (change.action()) {
            case "created" -> Optional.of(ChangeUndo.created(user, plan.changes(), connection.dialect()));
            case "deleted" -> Optional.of(ChangeUndo.deleted(user, plan.changes(), connection.dialect()));
            default -> image.document()
                    .map(text -> (ObjectNode) ScimJson.tree(text))
                    .or(() -> LaterChanges.undone(session, connection, user, change, place));
        };
        if (document.isEmpty()) {
            return Optional.empty();
        }
        boolean kept = image.created().isPresent();
        PersonKey account = new PersonKey(change.connection(), change.resourceId());
        Optional<Person> now = profiles.find(session, account);
        Overlay overlay = kept
                ? Overlay.of(image.overlay().map(beside -> stored(account, beside)))
                : now.map(Person::overlay).orElse(Overlay.NONE);
        String subject = image.person()
                .orElseGet(() -> kept
                        ? change.resourceId()
                        : now.map(Person::subject).orElseGet(change::resourceId));
        Optional<UserId> primary = kept
                ? image.linked()
                        .flatMap(to -> profiles.userId(session, new PersonKey(to.connection(), to.id())))
                : now.flatMap(Person::primary);
        PersonSettings settings = change.mapping().isPresent()
                ? profiles.under(session, connection, change.mapping().getAsInt())
                : profiles.inForce(session, connection);
        return Optional.of(new UserMaterial(connection, settings, change, plan, document.get(), subject, overlay,
                now.map(Person::linked).orElse(List.of()), primary, !kept));
    }

    private static StoredOverlay stored(PersonKey account, ChangeImage.Beside beside) {
        return new StoredOverlay(account, 1, beside.blocked(), beside.blockedUntil(), beside.content());
    }
}
