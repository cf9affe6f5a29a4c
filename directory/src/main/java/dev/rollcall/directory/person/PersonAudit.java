package dev.rollcall.directory.person;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.resource.ResourceEdits.Alongside;
import dev.rollcall.directory.resource.ResourceEdits.Edited;
import dev.rollcall.directory.storage.AuditEntry;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.scim.json.ScimJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the audit log says of changes of people: the profile before and after. It is made beside the writer, and noted in the write
 * that makes the change.
 */
final class PersonAudit {
    private static final String KIND = "user";

    private final AuditTrail trail;
    private final Instant now;

    PersonAudit(AuditTrail trail, Instant now) {
        this.trail = trail;
        this.now = now;
    }

    /** The same edit with its row; one that changes nothing has none. */
    Edited changed(PersonSettings settings, Person before, PersonPlan.Planned planned) {
        Edited edited = planned.edited();
        if (trail == AuditTrail.NONE || edited.empty()) {
            return edited;
        }
        ObjectNode from = profile(settings, before);
        ObjectNode to = profile(settings, next(before, planned));
        Alongside written = edited.alongside();
        return new Edited(edited.plan(), edited.beside(), (session, row) -> {
            if (!written.write(session, row)) {
                return false;
            }
            trail.changed(session, KIND, Optional.of(row.connection()), before.userId().toString(), from, to);
            return true;
        });
    }

    private Person next(Person before, PersonPlan.Planned planned) {
        StoredResource row = before.row();
        StoredResource next = planned.edited().plan().changesDocument()
                ? new StoredResource(row.connection(), row.type(), row.id(), row.version() + 1, row.created(), now,
                        row.membership(), ScimJson.write(planned.edited().plan().document()))
                : row;
        return new Person(before.connection(), next, before.subject(), planned.overlay(), before.linked(),
                before.primary());
    }

    /** The row about somebody who is made with this row; what the person is called is known inside the write alone. */
    Alongside made(PersonSettings settings, Connection connection, StoredResource row, Overlay overlay) {
        if (trail == AuditTrail.NONE) {
            return Alongside.NOTHING;
        }
        ObjectNode profile = profile(settings,
                new Person(connection, row, row.id(), overlay, List.of(), Optional.empty()));
        return (session, made) -> {
            UserId userId = UserId.of(connection, session.identities()
                    .subjects(connection.id(), List.of(made.id()))
                    .getOrDefault(made.id(), made.id()));
            profile.put("user_id", userId.toString());
            profile.withArray("identities")
                    .forEach(identity -> ((ObjectNode) identity)
                            .put("user_id", userId.withoutProvider()));
            trail.made(session, KIND, Optional.of(connection.id()), userId.toString(), profile);
            return true;
        };
    }

    /** The row about somebody who is deleted. */
    BiConsumer<WriteSession, StoredResource> deleted(PersonSettings settings, Person person) {
        if (trail == AuditTrail.NONE) {
            return (session, row) -> {};
        }
        ObjectNode before = profile(settings, person);
        return (session, row) -> trail.deleted(
                session, KIND, Optional.of(row.connection()), person.userId().toString(), before);
    }

    /** Of somebody whom the provider had deleted nothing is shown, here neither. */
    void forgotten(WriteSession session, Connection connection, UserId userId) {
        trail.append(session, new AuditEntry.Change(
                KIND, Optional.of(connection.id().value()), userId.toString(), Optional.empty(), Optional.empty()));
    }

    private ObjectNode profile(PersonSettings settings, Person person) {
        return new ProfileJson(settings, now).of(person);
    }
}
