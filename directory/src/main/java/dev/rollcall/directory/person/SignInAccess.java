package dev.rollcall.directory.person;

import dev.rollcall.directory.person.SignInAnswer.Reason;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.StoredResource;
import java.time.Instant;
import java.util.Optional;

/** Whether somebody who is there is let in: by the person's own resource and block, and by those of the primary account. */
final class SignInAccess {
    private SignInAccess() {}

    /** The account that one is linked to. */
    static Optional<Person> primary(ReadSession session, PersonSettings.Source settings, PersonKey account) {
        return session.identities().primary(account).flatMap(new PersonReader(session, settings)::find);
    }

    /** Why the person is let in or not, at that time. */
    static Reason of(StoredResource row, Overlay overlay, Optional<Person> primary, Instant now) {
        if (!active(row)) {
            return Reason.INACTIVE;
        }
        if (overlay.blocks(now)) {
            return Reason.BLOCKED;
        }
        return primary.filter(person -> !active(person.row()) || person.overlay().blocks(now)).isPresent()
                ? Reason.PRIMARY_BLOCKED
                : Reason.ALLOWED;
    }

    private static boolean active(StoredResource row) {
        return ProfileJson.document(row).path("active").asBoolean(true);
    }
}
